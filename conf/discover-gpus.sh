#!/bin/sh
# The GPUs of this machine as Spark's discoveryScript is to print them: {"name": "gpu", "addresses": ["0", "1"]}.
# They are numbered by their place on the PCI bus; CUDA counts so too with CUDA_DEVICE_ORDER=PCI_BUS_ID.
set -eu
numbers=$(nvidia-smi --query-gpu=index --format=csv,noheader) || {
  echo "discover-gpus.sh: nvidia-smi failed; install NVIDIA's driver or leave out spark.*.resource.gpu.*" >&2
  exit 1
}
printf '{"name": "gpu", "addresses": [%s]}\n' "$(echo "$numbers" | sed 's/[[:space:]]//g; s/.*/"&"/' | paste -s -d , -)"
