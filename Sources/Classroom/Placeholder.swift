// Deleted with this module's first file.
