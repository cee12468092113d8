package io.gpugovernor.daemon.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Pages of one kind, read one after the other, held against the same pages read each by itself. */
class EnginePagesTest {
    private static final String BORN = """
            # TYPE vllm:prompt_tokens_created gauge
            vllm:prompt_tokens_created{engine="0",model_name="m"} 1000
            """;

    private final EnginePages pages = pages();
    private Continuity known = Continuity.NOTHING_SEEN;
    private Continuity afresh = Continuity.NOTHING_SEEN;

    @Test
    void countersThatRiseGoOn() throws ExpositionException {
        assertThat(incarnation(Pages.vllm())).isZero();
        assertThat(incarnation(Pages.vllm().replace("} 1200.0", "} 1300.0"))).isZero();
    }

    @Test
    void aCounterThatFellBeginsAnew() throws ExpositionException {
        incarnation(Pages.vllm());
        assertThat(incarnation(Pages.vllm().replace("} 1200.0", "} 1199.0"))).isEqualTo(1);
    }

    @Test
    void anotherMomentOfCreationBeginsAnew() throws ExpositionException {
        incarnation(Pages.vllm() + BORN);
        assertThat(incarnation(Pages.vllm() + BORN)).isZero();
        assertThat(incarnation(Pages.vllm() + BORN.replace("1000", "1001"))).isEqualTo(1);
    }

    @Test
    void saysWhatIsMissingWhenAFamilyGoes() throws ExpositionException {
        assertThat(read(pages, Pages.vllm()).complaint()).isEmpty();
        assertThat(read(pages, Pages.vllm().replace("vllm:num_requests_running", "vllm:other"))
                        .complaint())
                .isPresent();
        assertThat(read(pages, Pages.vllm()).complaint()).isEmpty();
    }

    @Test
    void comesToTheSameWhateverItRemembers() throws ExpositionException {
        long seed = 20_261;
        SplittableRandom random = new SplittableRandom(seed);
        long counter = 1200;
        long born = 1000;
        for (int i = 0; i < 500; i++) {
            counter = random.nextInt(20) == 0 ? random.nextLong(counter + 1) : counter + random.nextLong(50);
            born += random.nextInt(30) == 0 ? 1 : 0;
            String page = Pages.vllm().replace("} 1200.0", "} " + counter)
                    + (random.nextInt(25) == 0 ? "" : BORN.replace("1000", String.valueOf(born)));
            incarnation(page);
            assertThat(known.incarnation()).as("page %d of seed %d", i, seed).isEqualTo(afresh.incarnation());
        }
        assertThat(known.incarnation()).isGreaterThan(20);
    }

    private long incarnation(String page) throws ExpositionException {
        known = known.after(read(pages, page));
        afresh = afresh.after(read(pages(), page));
        return known.incarnation();
    }

    private static EnginePages pages() {
        return new EnginePages(Dialect.of("vllm"), ExpositionLimits.DEFAULT);
    }

    private static Reading read(EnginePages reader, String page) throws ExpositionException {
        byte[] bytes = page.getBytes(UTF_8);
        return reader.read(bytes, bytes.length);
    }
}
