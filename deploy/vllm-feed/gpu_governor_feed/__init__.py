"""Sends the statistics of each vLLM step to gpu-governor on the same node."""
