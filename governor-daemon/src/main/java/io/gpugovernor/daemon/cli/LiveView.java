package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.http.DomainView;
import io.gpugovernor.daemon.http.StatusView;
import io.gpugovernor.daemon.terminal.Colour;
import io.gpugovernor.daemon.terminal.Sparkline;
import io.gpugovernor.daemon.terminal.StyledLine;
import io.gpugovernor.daemon.terminal.TerminalSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The node on one screen: a card for each domain, or a row each where cards do not fit. */
final class LiveView {
    private final Course course;
    private final Sparkline bars;
    private final String address;

    LiveView(Course course, Sparkline bars, String address) {
        this.course = course;
        this.bars = bars;
        this.address = address;
    }

    /**
     * What to show.
     *
     * @param last the newest answer; empty before the first
     * @param silence why there is none now; empty if there is
     * @param clock the time of day
     */
    List<StyledLine> lines(Optional<StatusView> last, Optional<String> silence, String clock, TerminalSize size) {
        List<StyledLine> lines = new ArrayList<>();
        lines.add(heading(last, silence.isPresent(), clock, size.columns()));
        silence.ifPresent(why -> {
            lines.addAll(
                    StyledLine.paragraph(StyledLine.of(Colour.BAD, "No answer: "), Colour.PLAIN, why, size.columns()));
            lines.add(StyledLine.of(
                    Colour.DIM,
                    last.isPresent() ? "Below is what it said last; asking again." : "Waiting for it; asking again."));
        });
        lines.add(StyledLine.EMPTY);
        last.ifPresent(status -> lines.addAll(body(status, size, size.rows() - lines.size())));
        return fitting(lines, size.rows());
    }

    private StyledLine heading(Optional<StatusView> last, boolean silent, String clock, int columns) {
        StyledLine line = StyledLine.of(Colour.BOLD, "gpu-governor");
        if (last.isPresent()) {
            StatusView status = last.get();
            String readiness = StatusText.readiness(status);
            boolean well = status.ready() && status.healthy() && !silent;
            line = line.with(" " + status.version() + "  " + StatusText.mode(status.mode()) + "  ")
                    .with(well ? Colour.GOOD : Colour.BAD, silent ? "no answer" : readiness);
        }
        String full = address + "  " + clock;
        String right = line.length() + 2 + full.length() <= columns ? full : clock;
        return line.with("  ").upTo(columns - right.length()).with(Colour.DIM, right);
    }

    private List<StyledLine> body(StatusView status, TerminalSize size, int rows) {
        List<StyledLine> notes = new ArrayList<>();
        status.remarks().forEach(remark -> notes.addAll(note(Colour.WARN, remark, size)));
        status.problems().forEach(problem -> notes.addAll(note(Colour.BAD, problem, size)));
        List<StyledLine> cards = new ArrayList<>();
        for (DomainView domain : status.domains()) {
            cards.addAll(new DomainCard(domain, course, bars, size.columns()).lines());
            cards.add(StyledLine.EMPTY);
        }
        if (cards.size() + notes.size() <= rows) {
            cards.addAll(notes);
            return cards;
        }
        return StatusText.of(status).stream().skip(2).map(StyledLine::of).toList();
    }

    private static List<StyledLine> note(Colour colour, String text, TerminalSize size) {
        return StyledLine.paragraph(StyledLine.of(colour, "! "), colour, text, size.columns());
    }

    private static List<StyledLine> fitting(List<StyledLine> lines, int rows) {
        if (lines.size() <= rows) {
            return lines;
        }
        List<StyledLine> shown = new ArrayList<>(lines.subList(0, rows - 1));
        shown.add(StyledLine.of(
                Colour.WARN, "... " + (lines.size() - shown.size()) + " more lines; make the terminal taller"));
        return shown;
    }
}
