package io.gpugovernor.daemon.discover;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.GpuId;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.daemon.config.DomainConfig;
import io.gpugovernor.daemon.config.PolicyLoader;
import io.gpugovernor.daemon.config.PolicyResult;
import io.gpugovernor.daemon.discover.EngineSettings.Setting;
import io.gpugovernor.nvml.GpuProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuFinderTest {
    private static final String SESSION = "/user.slice/user-1000.slice/session-1.scope";
    private static final String POD = "net:[4026532700]";
    private static final String OTHER_POD = "net:[4026532800]";
    private static final String CHAT = "/system.slice/docker-" + "ab".repeat(32) + ".scope";
    private static final String CODE = "/kubepods/besteffort/pod1/" + "cd".repeat(32);

    @TempDir
    private Path folder;

    private FakeProc proc;

    @BeforeEach
    void aNode() {
        proc = FakeProc.in(folder);
    }

    @Test
    void followsThePortToItsProcessAndThoseItStarted() {
        vllm(100, 8000);
        vllm(200, 8001);

        Mapping.Found found = found("http://127.0.0.1:8000", gpu(102), gpu(102, 101), gpu(202), gpu());

        assertThat(found.indices()).isEqualTo("0, 1");
        assertThat(found.evidence())
                .isEqualTo(
                        "process 100 (vllm) listens on port 8000; processes 101, 102, started by it, compute on GPU 0, 1");
        assertThat(found("http://localhost:8001", gpu(102), gpu(102), gpu(202)).indices())
                .isEqualTo("2");
    }

    @Test
    void takesApiServersThatShareASocketForOneEngine() {
        vllm(100, 8000);
        proc.process(103, 100, "VLLM::APIServer", SESSION).sharesLastSocket(103);

        assertThat(found("http://127.0.0.1:8000", gpu(101)).process()).contains("process 100 (vllm)");
    }

    @Test
    void doesNotTakeTheServiceManagerForTheEngineWhoseSocketItOpened() {
        vllm(100, 8000);
        proc.sharesLastSocket(1);

        assertThat(found("http://127.0.0.1:8000", gpu(101), gpu()).indices()).isEqualTo("0");
    }

    @Test
    void readsHowTheEngineWasStarted() {
        proc.process(
                        100,
                        1,
                        "vllm",
                        SESSION,
                        "/usr/bin/python3",
                        "/usr/bin/vllm",
                        "serve",
                        "m",
                        "-tp",
                        "2",
                        "--max-num-seqs=64",
                        "--max_num_batched_tokens",
                        "4096")
                .listens(100, 8000);

        EngineSettings settings = found("http://127.0.0.1:8000", gpu(100)).settings();

        assertThat(settings.gpus().orElseThrow().value()).isEqualTo(2);
        assertThat(settings.get(Setting.MAX_SEQUENCES).orElseThrow().value()).isEqualTo(64);
        assertThat(settings.get(Setting.STEP_TOKENS).orElseThrow().value()).isEqualTo(4096);
        assertThat(Parallelism.shortfall(1, settings).orElseThrow().reason())
                .isEqualTo("its engine takes 2 GPUs (its command line), and 1 GPU would be governed");
        assertThat(Parallelism.shortfall(2, settings)).isEmpty();
        assertThat(Parallelism.surplus(3, settings)).isPresent();
    }

    @Test
    void findsTheContainerBehindADockerProxy() {
        container(300, POD, CHAT, 8000);
        proc.hasAddress(POD, "172.17.0.2")
                .process(
                        90,
                        1,
                        "docker-proxy",
                        "/system.slice/docker.service",
                        "/usr/bin/docker-proxy",
                        "-host-port",
                        "9000",
                        "-container-ip",
                        "172.17.0.2",
                        "-container-port",
                        "8000")
                .listens(90, 9000);

        assertThat(found("http://127.0.0.1:9000", gpu(), gpu(301)).evidence())
                .isEqualTo("process 90 (docker-proxy) listens on port 9000 for a container, where process 300 (vllm)"
                        + " listens on port 8000 of 172.17.0.2; processes 301, started by it, compute on GPU 1");
    }

    @Test
    void tellsPodsThatUseOnePortApartByTheirAddresses() {
        container(300, POD, CHAT, 8000);
        container(400, OTHER_POD, CODE, 8000);
        proc.hasAddress(POD, "10.244.1.5").hasAddress(OTHER_POD, "10.244.1.6");

        assertThat(found("http://10.244.1.6:8000", gpu(301), gpu(401)).indices())
                .isEqualTo("1");
        assertThat(refused("http://127.0.0.1:8000", gpu(301), gpu(401)))
                .contains("in 2 containers somebody listens on port 8000", "write the container's own address");
        assertThat(refused("http://10.244.1.7:8000", gpu(301), gpu(401)))
                .startsWith("no process of this node listens on port 8000 of 10.244.1.7");
    }

    @Test
    void findsWorkersOfTheSameContainerThatTheServerDidNotStart() {
        container(300, POD, CHAT, 8000);
        proc.inNetwork(310, 1, "raylet", CHAT, POD).inNetwork(311, 310, "ray::Worker", CHAT, POD);
        proc.inNetwork(900, 1, "python3", CODE, OTHER_POD);

        assertThat(found("http://127.0.0.1:8000", gpu(311), gpu(311), gpu(900)).evidence())
                .endsWith("processes 311 of the same container abababababab compute on GPU 0, 1");
        assertThat(refused("http://127.0.0.1:8000", gpu(301), gpu(311)))
                .startsWith("two answers are possible: what it started computes on GPU 0, and the same container"
                        + " abababababab also on GPU 1; list them");
    }

    @Test
    void takesAServiceForAGroupButNotASession() {
        proc.process(100, 1, "tgi-router", "/system.slice/tgi.service").listens(100, 3000);
        proc.process(101, 1, "tgi-server", "/system.slice/tgi.service");
        proc.process(200, 1, "tgi-router", SESSION).listens(200, 3001);
        proc.process(201, 1, "tgi-server", SESSION);

        assertThat(found("http://127.0.0.1:3000", gpu(101), gpu(201)).indices()).isEqualTo("0");
        assertThat(refused("http://127.0.0.1:3001", gpu(101), gpu(201)))
                .contains("neither it nor a process that it started computes on a GPU");
    }

    @Test
    void findsTheServerOfAUnixSocket() {
        proc.process(100, 1, "vllm", SESSION).listensOn(100, "/run/vllm.sock");

        assertThat(mapAddress("unix:/run/vllm.sock", gpu(100)))
                .isInstanceOfSatisfying(
                        Mapping.Found.class,
                        found -> assertThat(found.evidence())
                                .startsWith("process 100 (vllm) listens on the socket /run/vllm.sock"));
        assertThat(mapAddress("unix:/run/other.sock", gpu(100))).isInstanceOf(Mapping.Refused.class);
    }

    @Test
    void refusesAGpuThatIsSharedWithSomebodyElse() {
        vllm(100, 8000);
        vllm(200, 8001);
        proc.process(900, 1, "train.py", SESSION);

        assertThat(refused("http://127.0.0.1:8000", gpu(101), gpu(101, 900)))
                .startsWith("GPU 1 is shared with process 900 (train.py), which a lower clock would slow as well");
        assertThat(refused("http://127.0.0.1:8000", gpu(101, 201)))
                .startsWith("GPU 0 is shared with process 201 (VLLM::EngineCore)");
        assertThat(refused("http://127.0.0.1:8000", gpu(101, 4242)))
                .startsWith("GPU 0 is shared with process 4242, which /proc does not show");
    }

    @Test
    void allowsTheServerOfTheMultiProcessService() {
        vllm(100, 8000);
        proc.process(50, 1, "nvidia-cuda-mps", "/system.slice/mps.service");

        assertThat(found("http://127.0.0.1:8000", gpu(50, 101)).indices()).isEqualTo("0");
    }

    @Test
    void namesTheDomainThatSharesAGpu() {
        vllm(100, 8000);
        vllm(200, 8001);
        List<DomainConfig> both = domains("http://127.0.0.1:8000", "http://127.0.0.1:8001");

        Mapping mapping = new GpuFinder(new ProcReader(folder), both).find(both.get(0), gpus(gpu(101, 201)));

        assertThat(((Mapping.Refused) mapping).why().reason()).contains("process 201 (VLLM::EngineCore) of domain d1");
    }

    @Test
    void keepsTwoEnginesOfOneContainerApart() {
        container(300, POD, CHAT, 8000);
        proc.inNetwork(320, 1, "vllm", CHAT, POD).listens(320, 8001);
        List<DomainConfig> both = domains("http://127.0.0.1:8000", "http://127.0.0.1:8001");
        GpuFinder finder = new GpuFinder(new ProcReader(folder), both);

        assertThat(finder.find(both.get(0), gpus(gpu(301), gpu(320))))
                .isInstanceOfSatisfying(
                        Mapping.Found.class,
                        found -> assertThat(found.indices()).isEqualTo("0"));
        assertThat(finder.find(both.get(1), gpus(gpu(301), gpu(320))))
                .isInstanceOfSatisfying(
                        Mapping.Found.class,
                        found -> assertThat(found.indices()).isEqualTo("1"));
    }

    @Test
    void refusesTwoProcessesOnOnePort() {
        vllm(100, 8000);
        vllm(200, 8000);

        assertThat(refused("http://127.0.0.1:8000", gpu(101), gpu(201)))
                .startsWith("process 100 (vllm) and process 200 (vllm) both listen on port 8000");
    }

    @Test
    void refusesWhereNothingIsFound() {
        assertThat(refused("http://127.0.0.1:8000", gpu()))
                .startsWith("no process of this node listens on port 8000; start the engine before the governor");
        vllm(100, 8000);
        assertThat(refused("http://127.0.0.1:8000", gpu(), gpu(4242)))
                .contains(
                        "neither it nor a process that it started computes",
                        "NVML names processes that /proc does not" + " show: [4242]",
                        "wait until the engine has loaded its model");
        assertThat(refused("http://vllm.example:8000", gpu(101))).contains("is a name", "write the address");
    }

    @Test
    void doesNotTakeAPortThatOnlyAnotherAddressServesForTheEngines() {
        proc.hasAddress(FakeProc.HOST, "192.168.1.9")
                .process(100, 1, "vllm", SESSION)
                .listens(100, "0901A8C0", 8000);

        assertThat(refused("http://127.0.0.1:8000", gpu(100))).startsWith("no process of this node listens");
        assertThat(found("http://192.168.1.9:8000", gpu(100)).indices()).isEqualTo("0");
    }

    @Test
    void refusesWhereProcessesCannotBeSeen() {
        vllm(100, 8000);
        proc.closes(100);
        assertThat(refused("http://127.0.0.1:8000", gpu(101)))
                .startsWith("somebody listens on port 8000, but no process is seen to hold it: 1 do not show what they")
                .contains("CAP_SYS_PTRACE");

        proc.inNamespace();
        assertThat(refused("http://127.0.0.1:8000", gpu(101)))
                .contains("PID namespace of its own", "hostPID: true", ProcReader.VARIABLE);

        proc.hides();
        assertThat(refused("http://127.0.0.1:8000", gpu(101))).contains("/proc hides", "hidepid");
    }

    @Test
    void refusesWhereAGpuDoesNotSayWhoComputesOnIt() {
        vllm(100, 8000);
        List<DomainConfig> one = domains("http://127.0.0.1:8000");
        List<Occupants> gpus = new ArrayList<>(gpus(gpu(101)));
        gpus.add(new Occupants(id(1), Reading.absent("lost")));

        Mapping mapping = new GpuFinder(new ProcReader(folder), one).find(one.get(0), gpus);

        assertThat(((Mapping.Refused) mapping).why().reason()).startsWith("GPU 1 does not say who computes on it");
    }

    /** A vLLM server with an engine core and a worker: {@code pid}, the next, and the one after. */
    private void vllm(long pid, int port) {
        proc.process(pid, 1, "vllm", SESSION, "/usr/bin/python3", "/usr/bin/vllm", "serve", "m")
                .listens(pid, port)
                .process(pid + 1, pid, "VLLM::EngineCore", SESSION)
                .process(pid + 2, pid + 1, "VLLM::Worker_TP0", SESSION);
    }

    private void container(long pid, String network, String group, int port) {
        proc.inNetwork(pid, 1, "vllm", group, network, "vllm", "serve", "m")
                .listens(pid, port)
                .inNetwork(pid + 1, pid, "VLLM::EngineCore", group, network);
    }

    private Mapping.Found found(String url, long[]... gpus) {
        Mapping mapping = map(url, gpus);
        assertThat(mapping).isInstanceOf(Mapping.Found.class);
        return (Mapping.Found) mapping;
    }

    private String refused(String url, long[]... gpus) {
        Mapping mapping = map(url, gpus);
        assertThat(mapping).isInstanceOf(Mapping.Refused.class);
        return ((Mapping.Refused) mapping).why().toString();
    }

    private Mapping map(String url, long[]... gpus) {
        List<DomainConfig> one = domains(url);
        return new GpuFinder(new ProcReader(folder), one).find(one.get(0), gpus(gpus));
    }

    /** The processes of one GPU. */
    private static long[] gpu(long... pids) {
        return pids;
    }

    static List<Occupants> gpus(long[]... pids) {
        List<Occupants> gpus = new ArrayList<>();
        for (int i = 0; i < pids.length; i++) {
            gpus.add(new Occupants(
                    id(i),
                    Reading.of(Arrays.stream(pids[i]).mapToObj(GpuProcess::new).toList())));
        }
        return gpus;
    }

    private static GpuId id(int index) {
        return new GpuId(
                index, "GPU-0d0b1e00-0000-4000-8000-00000000000" + index, "00000000:0" + index + ":00.0", "H100");
    }

    private static List<DomainConfig> domains(String... urls) {
        StringBuilder text = new StringBuilder("apiVersion: gpu-governor/v1\ndomains:\n");
        for (int i = 0; i < urls.length; i++) {
            text.append("  - {name: d")
                    .append(i)
                    .append(", engine: {url: \"")
                    .append(urls[i])
                    .append("\"}}\n");
        }
        PolicyResult result = PolicyLoader.parse(text.toString(), Path.of("/"));
        return ((PolicyResult.Loaded) result).policy().domains();
    }

    private Mapping mapAddress(String url, long[]... gpus) {
        NodeProcesses node = new ProcReader(folder).read();
        return new Mapper(node, gpus(gpus)).map(new Locator(node).locate(EngineAddress.of(URI.create(url))), Map.of());
    }
}
