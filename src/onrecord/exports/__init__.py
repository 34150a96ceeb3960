"""RECORDS → FILES FOR OTHERS, one module for each format."""
