"""The path of an article, file by file, stands in `service/pipeline.py`."""
