"""Reads every notebook of a folder as Jupyter does, and makes a page of it."""

import pathlib
import sys

import nbformat
from nbconvert import HTMLExporter

folder = pathlib.Path(sys.argv[1])
paths = sorted(folder.glob("*.ipynb"))
assert paths, "there are no notebooks"
pictures = 0
for path in paths:
    notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5), path
    assert notebook.metadata.kernelspec.name == "primer", path
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    pictures += sum("image/svg+xml" in output.get("data", {}) for output in outputs)
    page, _ = HTMLExporter().from_notebook_node(notebook)
    title = notebook.cells[0].source.splitlines()[0].lstrip("# ")
    assert title in page, f"{path}: nbconvert's page lacks the title"
assert pictures, "no notebook has a picture"
print(f"{len(paths)} notebooks are valid, and nbconvert opens them")
