#!/bin/sh
# Compares the daemon's readings with nvidia-smi's on a real GPU, in observe mode: nothing is ever set or reset.
#
#   docs/hardware/measure.sh OUT [SECONDS]
#
# Runs doctor, then the daemon at 2 Hz beside a GPU load (bursts of matrix products through PyTorch), with the demo's
# simulated engine as the engine, and samples nvidia-smi and the daemon's own metrics at the same moments.
# Processor time is told apart: the process's first ten seconds, the SECONDS after them, and the last half of those. The
# sampler's own requests for /metrics, one in two seconds, are in it.
# GOVERNOR is the command to run (./gpu-governor unless set).
set -eu
out=$1
seconds=${2:-120}
governor=${GOVERNOR:-./gpu-governor}
mkdir -p "$out"
children=
trap 'kill $children 2>/dev/null || :' EXIT

nvidia-smi --query-gpu=name,driver_version,clocks.sm,clocks.mem,power.limit,persistence_mode,temperature.gpu \
    --format=csv >"$out/nvidia-smi-before.csv"
$governor doctor >"$out/doctor.txt" 2>&1 || echo "doctor ended with $?" >>"$out/doctor.txt"

$governor demo --duration 30m --listen 127.0.0.1:0 >"$out/engine.log" 2>&1 &
children="$children $!"
port=
while [ -z "$port" ]; do
    sleep 1
    port=$(sed -n 's#.*engine  http://127.0.0.1:\([0-9]*\)/metrics.*#\1#p' "$out/engine.log" | head -n 1)
done
cat >"$out/policy.yaml" <<POLICY
apiVersion: gpu-governor/v1
mode: observe
telemetry: {period: 500ms}
domains:
  - name: h100
    engine: {type: vllm, url: "http://127.0.0.1:$port"}
    gpus: [0]
    slo: {ttft: 600ms, tbt: 100ms, quantile: 0.99}
http: {listen: "127.0.0.1:9470"}
POLICY
python3 - >"$out/load.log" 2>&1 <<'LOAD' &
import time, torch
a = torch.randn(8192, 8192, device="cuda", dtype=torch.bfloat16)
b = torch.randn(8192, 8192, device="cuda", dtype=torch.bfloat16)
end = time.time() + 3600
while time.time() < end:          # twelve seconds of work, six of rest
    stop = time.time() + 12
    while time.time() < stop:
        for _ in range(20):
            c = a @ b
        torch.cuda.synchronize()
    time.sleep(6)
LOAD
children="$children $!"
sleep 8
# The build, if one is due, is no part of the daemon's start.
$governor --version >"$out/version.txt" 2>&1
$governor run --config "$out/policy.yaml" >"$out/daemon.log" 2>&1 &
daemon=$!
children="$children $daemon"
python3 - "$out" "$daemon" "$seconds" <<'SAMPLE'
import json, os, re, subprocess, sys, time, urllib.request
out, pid, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
ticks = os.sysconf("SC_CLK_TCK")
def cpu():
    f = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(f[11]) + int(f[12])) / ticks
def metrics():
    return urllib.request.urlopen("http://127.0.0.1:9470/metrics", timeout=5).read().decode()
def value(text, name):
    m = re.search(rf"^gpu_governor_{name}(?:{{[^}}]*}})? ([-+0-9.eE]+)$", text, re.M)
    return float(m.group(1)) if m else None
smi = ["nvidia-smi", "--id=0", "--query-gpu=power.draw.average,power.draw.instant,clocks.sm", "--format=csv,noheader,nounits"]
# Processor time from the process's first moment: the start apart (Java loads and compiles, the model is fitted), then
# all the rest, first compilations included; and of that the last half, when what ticks has settled.
STARTUP = 10.0
def age():
    start = int(open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()[19]) / ticks
    return float(open("/proc/uptime").read().split()[0]) - start
def threads():
    found = {}
    for task in os.listdir(f"/proc/{pid}/task"):
        try:
            name = open(f"/proc/{pid}/task/{task}/comm").read().strip()
            found[task, name] = int(open(f"/proc/{pid}/task/{task}/schedstat").read().split()[0]) / 1e9
        except OSError:
            pass  # a thread that has just ended
    return found
time.sleep(max(0, STARTUP - age()))
startup = {"seconds": round(age(), 1), "cpuSeconds": round(cpu(), 2)}
rows, c0, t0, threads0 = [], cpu(), time.time(), threads()
half = None
first = metrics()
while time.time() - t0 < seconds:
    text = metrics()
    average, instant, clock = (float(x) for x in subprocess.check_output(smi, text=True).strip().split(","))
    rows.append((time.time() - t0, value(text, "power_watts"), average, instant, value(text, "applied_clock_hertz") / 1e6, clock))
    if half is None and time.time() - t0 >= seconds / 2:
        half = cpu(), time.time()
    time.sleep(2)
last = metrics()
busy, wall = cpu() - c0, time.time() - t0
steady = (cpu() - half[0]) / (time.time() - half[1])
by_thread = {}
for (task, name), spent in threads().items():
    by_thread[name] = by_thread.get(name, 0) + spent - threads0.get((task, name), 0)
busiest = sorted(by_thread.items(), key=lambda x: -x[1])[:16]
rss = int(re.search(r"VmRSS:\s+(\d+)", open(f"/proc/{pid}/status").read()).group(1)) / 1024
count = value(last, "tick_duration_seconds_count") - value(first, "tick_duration_seconds_count")
ticking = value(last, "tick_duration_seconds_sum") - value(first, "tick_duration_seconds_sum")
mean = lambda i: sum(r[i] for r in rows) / len(rows)
summary = {
    "samples": len(rows), "seconds": round(wall, 1),
    "daemonMeanWatts": round(mean(1), 2), "smiMeanAverageWatts": round(mean(2), 2), "smiMeanInstantWatts": round(mean(3), 2),
    "meanErrorVsSmiAverage": round(mean(1) / mean(2) - 1, 5),
    "medianAbsErrorVsSmiAverage": round(sorted(abs(r[1] / r[2] - 1) for r in rows)[len(rows) // 2], 5),
    "daemonMeanMHz": round(mean(4), 1), "smiMeanMHz": round(mean(5), 1),
    "ticks": count, "meanTickMilliseconds": round(1e3 * ticking / count, 3),
    "startUp": startup, "cpuShareOfOneCoreAfterStartUp": round(busy / wall, 5),
    "cpuShareOfOneCoreInTheLastHalf": round(steady, 5),
    "cpuShareByThread": {name: round(spent / wall, 5) for name, spent in busiest}, "residentMiB": round(rss, 1),
}
json.dump(summary, open(f"{out}/summary.json", "w"), indent=1)
with open(f"{out}/samples.csv", "w") as f:
    f.write("seconds,daemon_w,smi_average_w,smi_instant_w,daemon_mhz,smi_mhz\n")
    f.writelines(",".join(f"{x:.3f}" for x in r) + "\n" for r in rows)
print(json.dumps(summary, indent=1))
SAMPLE
kill -TERM "$daemon"
wait "$daemon" || :
nvidia-smi --query-gpu=name,driver_version,clocks.sm,clocks.mem,power.limit,persistence_mode,temperature.gpu \
    --format=csv >"$out/nvidia-smi-after.csv"
