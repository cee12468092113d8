package io.gpugovernor.daemon.tls;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Private keys as older tools write them, put into the frame of PKCS #8, which is all that Java reads. The key itself
 * stays as it is.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5915">RFC 5915, the form of EC keys</a>
 */
final class OldKeys {
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int CURVE = 0xa0;
    private static final byte[] VERSION = {2, 1, 0};
    /** The algorithm 1.2.840.113549.1.1.1 with no parameters. */
    private static final byte[] RSA = {
        0x30, 13, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 5, 0
    };
    /** The name 1.2.840.10045.2.1; the curve's follows it. */
    private static final byte[] EC = {6, 7, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};

    private OldKeys() {}

    /** A key of PKCS #1. */
    static byte[] rsaAsPkcs8(byte[] key) {
        return element(SEQUENCE, VERSION, RSA, element(OCTETS, key));
    }

    /** @throws IllegalArgumentException if {@code key} is no key of SEC 1 that names its curve */
    static byte[] ecAsPkcs8(byte[] key) {
        Part whole = Part.at(key, 0);
        for (int at = whole.from; at < whole.to; ) {
            Part part = Part.at(key, at);
            if ((key[at] & 0xff) == CURVE) {
                byte[] curve = Arrays.copyOfRange(key, part.from, part.to);
                return element(SEQUENCE, VERSION, element(SEQUENCE, EC, curve), element(OCTETS, key));
            }
            at = part.to;
        }
        throw new IllegalArgumentException("the key does not name its curve");
    }

    private static byte[] element(int tag, byte[]... contents) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] each : contents) {
            content.writeBytes(each);
        }
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        int length = content.size();
        if (length < 0x80) {
            element.write(length);
        } else if (length < 0x100) {
            element.write(0x81);
            element.write(length);
        } else if (length < 0x10000) {
            element.write(0x82);
            element.write(length >> 8);
            element.write(length);
        } else {
            throw new IllegalArgumentException("no key is so long");
        }
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }

    /** Where the content of an element lies. */
    private record Part(int from, int to) {
        static Part at(byte[] bytes, int at) {
            if (at + 2 > bytes.length) {
                throw new IllegalArgumentException("the key is cut off");
            }
            int first = bytes[at + 1] & 0xff;
            int from = at + 2;
            int length = first;
            if (first >= 0x80) {
                int count = first - 0x80;
                if (count < 1 || count > 2 || from + count > bytes.length) {
                    throw new IllegalArgumentException("no key is so long");
                }
                length = 0;
                for (int i = 0; i < count; i++) {
                    length = length << 8 | (bytes[from + i] & 0xff);
                }
                from += count;
            }
            if (from + length > bytes.length) {
                throw new IllegalArgumentException("the key is cut off");
            }
            return new Part(from, from + length);
        }
    }
}
