package io.gpugovernor.daemon.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StyledLineTest {
    private final StyledLine line = StyledLine.of(Colour.GOOD, "green").with(" and plain");

    @Test
    void cutsToTheWidthWithoutCuttingAnEscapeSequence() {
        assertThat(line.render(80, true)).isEqualTo("\u001b[32mgreen\u001b[0m and plain");
        assertThat(line.render(4, true)).isEqualTo("\u001b[32mgre\u001b[0m~");
        assertThat(line.render(15, false)).isEqualTo("green and plain");
        assertThat(line.render(14, false)).isEqualTo("green and pla~");
    }

    @Test
    void letsNoEscapeSequenceOfOthersThrough() {
        assertThat(StyledLine.of("a\u001b[2Jb\n").render(80, true)).isEqualTo("a?[2Jb?");
    }

    @Test
    void breaksParagraphsBetweenWordsAndIndentsThem() {
        List<String> lines =
                StyledLine.paragraph(StyledLine.of("why "), Colour.PLAIN, "the clock is the cheapest", 16).stream()
                        .map(one -> one.render(16, false))
                        .toList();

        assertThat(lines).containsExactly("why the clock is", "    the cheapest");
    }
}
