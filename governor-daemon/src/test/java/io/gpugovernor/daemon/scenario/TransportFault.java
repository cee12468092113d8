package io.gpugovernor.daemon.scenario;

import io.gpugovernor.daemon.fetch.RawServer;
import io.gpugovernor.daemon.fetch.RawServer.Answer;
import io.gpugovernor.daemon.scrape.ExpositionLimits;
import java.util.Arrays;

/** What a server, a proxy or a network may do to the answers. */
enum TransportFault {
    ERROR_500("answers with status 500") {
        @Override
        Answer answer() {
            return RawServer.bytes("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 5\r\n\r\nsorry");
        }
    },
    UNAUTHORIZED("answers with status 401") {
        @Override
        Answer answer() {
            return RawServer.bytes("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
        }
    },
    REDIRECT("") {
        @Override
        Answer answer() {
            return RawServer.bytes("HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n");
        }
    },
    HANG("did not answer within") {
        @Override
        Answer answer() {
            return RawServer.Exchange::hang;
        }
    },
    SLOW_DRIP("did not answer within") {
        @Override
        Answer answer() {
            return exchange -> exchange.drip("HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n" + "#".repeat(90_000));
        }
    },
    HALF_A_PAGE("did not answer within") {
        @Override
        Answer answer() {
            return exchange -> {
                exchange.send("""
                        HTTP/1.1 200 OK\r
                        Content-Length: 90000\r
                        \r
                        # TYPE vllm:num_requests_running gauge
                        vllm:num_requests_running 0
                        """);
                exchange.hang();
            };
        }
    },
    GARBAGE("") {
        @Override
        Answer answer() {
            return RawServer.bytes("\u0000\u0001\u00ff\u00fe not HTTP at all\r\n\r\n");
        }
    },
    LOGIN_PAGE("sends no readable metrics") {
        @Override
        Answer answer() {
            return RawServer.page("<!DOCTYPE html>\n<html>sign in</html>\n");
        }
    },
    EMPTY_PAGE("shows no vllm: metrics") {
        @Override
        Answer answer() {
            return RawServer.page("");
        }
    },
    OVERSIZED("") {
        @Override
        Answer answer() {
            return exchange -> {
                byte[] comment = new byte[1 << 20];
                Arrays.fill(comment, (byte) '#');
                exchange.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
                for (int sent = 0; sent <= ExpositionLimits.DEFAULT.bodyBytes(); sent += comment.length) {
                    exchange.send(comment);
                }
                exchange.hangUp();
            };
        }
    },
    HANG_UP("") {
        @Override
        Answer answer() {
            return RawServer.Exchange::hangUp;
        }
    },
    RESET("") {
        @Override
        Answer answer() {
            return RawServer.Exchange::reset;
        }
    },
    BROKEN_OFF("") {
        @Override
        Answer answer() {
            return exchange -> {
                exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\nvllm:num_requests_running 0\n");
                exchange.hangUp();
            };
        }
    };

    private final String said;

    TransportFault(String said) {
        this.said = said;
    }

    /** A clause that the decision's detail must hold. */
    String said() {
        return said;
    }

    /** What comes instead of the page. */
    abstract Answer answer();
}
