package io.gpugovernor.daemon.terminal;

import java.util.ArrayList;
import java.util.List;

/** A line of differently coloured pieces, cut to a width without cutting an escape sequence. Immutable. */
public final class StyledLine {
    private static final String CUT = "~";

    private record Piece(Colour colour, String text) {}

    public static final StyledLine EMPTY = new StyledLine(List.of());

    private final List<Piece> pieces;

    private StyledLine(List<Piece> pieces) {
        this.pieces = pieces;
    }

    public static StyledLine of(String text) {
        return EMPTY.with(Colour.PLAIN, text);
    }

    public static StyledLine of(Colour colour, String text) {
        return EMPTY.with(colour, text);
    }

    public StyledLine with(String text) {
        return with(Colour.PLAIN, text);
    }

    /** This line, continued; control characters in {@code text} become question marks. */
    public StyledLine with(Colour colour, String text) {
        List<Piece> longer = new ArrayList<>(pieces);
        longer.add(new Piece(colour, text.replaceAll("\\p{Cntrl}", "?")));
        return new StyledLine(List.copyOf(longer));
    }

    /** {@code head} and then {@code text}, broken between words to {@code columns}; further lines are indented alike. */
    public static List<StyledLine> paragraph(StyledLine head, Colour colour, String text, int columns) {
        List<StyledLine> lines = new ArrayList<>();
        int indent = head.length();
        StyledLine line = head;
        for (String word : text.split(" ", -1)) {
            if (line.length() > indent && line.length() + 1 + word.length() > columns) {
                lines.add(line);
                line = of(" ".repeat(indent));
            }
            line = line.with(colour, line.length() > indent ? " " + word : word);
        }
        lines.add(line);
        return lines;
    }

    /** Blanks up to {@code column}; none if the line is as long already. */
    public StyledLine upTo(int column) {
        return with(" ".repeat(Math.max(0, column - length())));
    }

    public int length() {
        return pieces.stream().mapToInt(piece -> piece.text().length()).sum();
    }

    /** The line, at most {@code columns} long; a tilde at its end says that there was more. */
    public String render(int columns, boolean coloured) {
        StringBuilder line = new StringBuilder();
        int room = length() <= columns ? columns : columns - CUT.length();
        for (Piece piece : pieces) {
            String text = piece.text().substring(0, Math.min(piece.text().length(), room));
            line.append(coloured ? piece.colour().paint(text) : text);
            room -= text.length();
        }
        return line + (length() > columns ? CUT : "");
    }
}
