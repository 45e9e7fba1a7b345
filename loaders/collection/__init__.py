"""The publishers' files, made into what is shipped: figures, areas, and where they come from.

`python -m loaders.collection FOLDER ...` writes them anew, by the layouts that read an upload.
"""
