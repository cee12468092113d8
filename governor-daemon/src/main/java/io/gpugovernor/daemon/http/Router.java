package io.gpugovernor.daemon.http;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what answers a path, and refuses methods that a path does not know. */
final class Router {
    private static final Set<String> READ = Set.of("GET", "HEAD");
    private static final Set<String> WRITE = Set.of("POST");

    /** Answers one request. */
    @FunctionalInterface
    private interface Answer {
        Response to(Query query) throws BadRequestException;
    }

    private record Route(Set<String> methods, Answer answer) {
        String allowed() {
            return String.join(", ", methods.stream().sorted().toList());
        }
    }

    private final Map<String, Route> routes;
    private final StatusPage page;

    Router(Api api, StatusPage page) {
        routes = Map.of(
                "/", new Route(READ, query -> page.document()),
                "/metrics", new Route(READ, query -> api.metrics()),
                "/-/healthy", new Route(READ, query -> api.healthy()),
                "/-/ready", new Route(READ, query -> api.ready()),
                "/-/reload", new Route(WRITE, query -> api.reload(query.caller())),
                "/api/v1/status", new Route(READ, query -> api.status()),
                "/api/v1/decisions", new Route(READ, api::decisions),
                "/api/v1/history", new Route(READ, api::history));
        this.page = page;
    }

    Response route(String method, String path, Query query) throws BadRequestException {
        Route route = Optional.ofNullable(routes.get(path)).orElseGet(() -> fileAt(path));
        if (route == null) {
            return Response.error(
                    404,
                    "nothing is here; there are "
                            + String.join(
                                    ", ", routes.keySet().stream().sorted().toList()));
        }
        if (!route.methods().contains(method)) {
            return Response.error(405, path + " takes " + route.allowed() + " only")
                    .with("Allow", route.allowed());
        }
        return route.answer().to(query);
    }

    private @Nullable Route fileAt(String path) {
        return page.file(path).map(file -> new Route(READ, query -> file)).orElse(null);
    }
}
