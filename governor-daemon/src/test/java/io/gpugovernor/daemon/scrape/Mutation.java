package io.gpugovernor.daemon.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Random;

/** Ways in which a page may be spoiled, by a fault or by intent. */
enum Mutation {
    FLIP_A_BYTE {
        @Override
        byte[] apply(byte[] page, Random random) {
            return replace(page, at(page, random), 1, new byte[] {(byte) random.nextInt(256)});
        }
    },
    PLACE_A_TELLING_BYTE {
        @Override
        byte[] apply(byte[] page, Random random) {
            return replace(page, at(page, random), random.nextInt(2), new byte[] {telling(random)});
        }
    },
    CUT_SOME_BYTES {
        @Override
        byte[] apply(byte[] page, Random random) {
            return replace(page, at(page, random), 1 + random.nextInt(40), new byte[0]);
        }
    },
    REPEAT_SOME_BYTES {
        @Override
        byte[] apply(byte[] page, Random random) {
            int at = at(page, random);
            return replace(page, at, 0, Arrays.copyOfRange(page, at, Math.min(page.length, at + random.nextInt(200))));
        }
    },
    CUT_A_LINE {
        @Override
        byte[] apply(byte[] page, Random random) {
            int start = line(page, random);
            return replace(page, start, Lines.end(page, start, page.length) + 1 - start, new byte[0]);
        }
    },
    REPEAT_A_LINE {
        @Override
        byte[] apply(byte[] page, Random random) {
            int start = line(page, random);
            int end = Math.min(page.length, Lines.end(page, start, page.length) + 1);
            return replace(page, line(page, random), 0, Arrays.copyOfRange(page, start, end));
        }
    },
    CHANGE_A_NUMBER {
        @Override
        byte[] apply(byte[] page, Random random) {
            int end = Lines.end(page, line(page, random), page.length);
            int start = end;
            while (start > 0 && page[start - 1] != ' ' && page[start - 1] != '\n') {
                start--;
            }
            return replace(page, start, end - start, number(random).getBytes(UTF_8));
        }
    },
    BREAK_OFF {
        @Override
        byte[] apply(byte[] page, Random random) {
            return Arrays.copyOf(page, at(page, random));
        }
    },
    PUT_IN_NULLS {
        @Override
        byte[] apply(byte[] page, Random random) {
            return replace(page, at(page, random), random.nextInt(4), new byte[1 + random.nextInt(8)]);
        }
    },
    PUT_IN_BROKEN_UTF8 {
        @Override
        byte[] apply(byte[] page, Random random) {
            byte[] broken = {(byte) (0xC0 + random.nextInt(64)), (byte) random.nextInt(256)};
            return replace(page, at(page, random), 0, broken);
        }
    },
    PUT_IN_MANY_LABELS {
        @Override
        byte[] apply(byte[] page, Random random) {
            StringBuilder labels = new StringBuilder("{");
            int count = random.nextInt(200);
            for (int i = 0; i < count; i++) {
                labels.append(random.nextInt(30) == 0 ? "{" : "l" + i + "=\"\\\"" + i + "\",");
            }
            int at = at(page, random);
            while (at < page.length - 1 && page[at] != '{') {
                at++;
            }
            return replace(page, at, 1, labels.toString().getBytes(UTF_8));
        }
    },
    PUT_IN_A_HUGE_LINE {
        @Override
        byte[] apply(byte[] page, Random random) {
            // Rarely, for it costs more than all the others.
            byte[] huge = new byte[random.nextInt(20) == 0 ? 100_000 : random.nextInt(3000)];
            Arrays.fill(huge, telling(random));
            return replace(page, at(page, random), 0, huge);
        }
    };

    private static final byte[] TELLING = "{}\",=\\# \n\t.+-eENaInf0123456789_:\u00FF".getBytes(UTF_8);

    abstract byte[] apply(byte[] page, Random random);

    /** The page with one to three random mutations. */
    static byte[] some(byte[] page, Random random) {
        byte[] mutant = page;
        int mutations = 1 + random.nextInt(3);
        for (int i = 0; i < mutations && mutant.length > 0; i++) {
            mutant = values()[random.nextInt(values().length)].apply(mutant, random);
        }
        return mutant;
    }

    private static int at(byte[] page, Random random) {
        return random.nextInt(page.length);
    }

    private static int line(byte[] page, Random random) {
        int start = at(page, random);
        while (start > 0 && page[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    private static byte telling(Random random) {
        return TELLING[random.nextInt(TELLING.length)];
    }

    private static String number(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> "NaN";
            case 1 -> random.nextBoolean() ? "+Inf" : "-Inf";
            case 2 -> "-" + random.nextInt(100);
            case 3 -> "9".repeat(random.nextInt(400)) + "e" + random.nextInt();
            case 4 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
            case 5 -> "0." + "0123456789".repeat(random.nextInt(40));
            default -> random.nextInt(1_000_000) + ".0";
        };
    }

    /** The page with up to {@code length} bytes at {@code from} replaced. */
    private static byte[] replace(byte[] page, int from, int length, byte[] replacement) {
        int to = Math.min(page.length, from + length);
        byte[] result = new byte[page.length - (to - from) + replacement.length];
        System.arraycopy(page, 0, result, 0, from);
        System.arraycopy(replacement, 0, result, from, replacement.length);
        System.arraycopy(page, to, result, from + replacement.length, page.length - to);
        return result;
    }
}
