// Deleted with these tests' first file.
