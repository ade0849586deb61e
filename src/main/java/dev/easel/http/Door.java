package dev.easel.http;

import dev.easel.auth.Caller;
import dev.easel.auth.Gate;
import dev.easel.contract.Code;
import dev.easel.contract.Filter;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Where requests come in: route, gate, permission, and only then shape, so that a stranger learns nothing about shapes.
 * The one place that catches.
 */
final class Door extends Handler.Abstract {
    private static final System.Logger LOG = System.getLogger(Door.class.getName());
    private static final List<String> FOR_HANDLERS = List.of("if-match", "idempotency-key", "host");

    private final Router router;
    private final Gate gate;
    private final Pages pages;
    private final Bodies bodies;
    private final Exit exit;

    Door(Router router, Gate gate, Pages pages, Bodies bodies, Exit exit) {
        this.router = router;
        this.gate = gate;
        this.pages = pages;
        this.bodies = bodies;
        this.exit = exit;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var visit = new Visit(request);
        if (Thread.currentThread().isVirtual()) exit.send(visit, answer(visit), response, callback);
        else Thread.startVirtualThread(() -> serve(visit, response, callback));
        return true;
    }

    /**
     * Jetty runs the first request of a TLS connection on one of its few own threads, where a handful of slow bodies
     * would stop the house.
     */
    private void serve(Visit visit, Response response, Callback callback) {
        try {
            exit.send(visit, answer(visit), response, callback);
        } catch (Throwable fatal) {
            callback.failed(fatal);
            throw fatal;
        }
    }

    private Answer answer(Visit visit) {
        try {
            if (visit.path().isEmpty()) throw Problem.invalid("path", "must be a path without a semicolon");
            var page = pages.answer(visit, bodies);
            return page.isPresent() ? page.get() : operate(visit);
        } catch (Problem problem) {
            if (problem.code() != Code.RequestTimeout) bodies.discard(visit);
            return Errors.answer(visit, problem);
        } catch (Exception | StackOverflowError bug) {
            LOG.log(Level.ERROR, "Request %s failed: %s %s".formatted(visit.id(), visit.method(), place(visit)), bug);
            return Errors.answer(
                    visit, Problem.of(Code.InternalError, "Something broke here; it is logged under the ref"));
        }
    }

    private Answer operate(Visit visit) throws Exception {
        var route = router.route(visit.method(), visit.path());
        visit.wants(route.operation());
        var caller = admit(visit, route.action().permission());
        visit.asks(Queries.checked(visit, route.operation(), route.path()));
        var body = Json.settle(bodies.read(visit, route.operation()));
        var call = new Call(
                route.operation(),
                route.path(),
                visit.query(),
                headers(visit),
                body,
                caller,
                visit.id(),
                route.action().permission());
        return Replies.answer(visit, route.operation(), route.action().handler().handle(call));
    }

    private Caller admit(Visit visit, String permission) {
        if (permission.equals(Action.OPEN)) {
            visit.mayStill(gate.meter(SignIn.stranger(visit)));
            return SignIn.nobody(visit);
        }
        var credentials = SignIn.credentials(visit);
        visit.mayStill(gate.meter(credentials));
        var caller = gate.admit(credentials);
        visit.comesFrom(caller);
        if (permission.equals(Action.NOT_BUILT))
            throw Problem.notBuilt(visit.operation().orElseThrow().id());
        if (!permission.equals(Action.SIGNED_IN) && caller.documents(permission).equals(Filter.NOTHING))
            throw Problem.forbidden(permission);
        return caller;
    }

    private static Map<String, String> headers(Visit visit) {
        var headers = new LinkedHashMap<String, String>();
        for (var name : FOR_HANDLERS) {
            var value = name.equals("host") ? visit.host() : visit.header(name);
            if (!value.isEmpty()) headers.put(name, value);
        }
        headers.put("address", visit.address());
        return headers;
    }

    /** The template rather than the path, which may hold a token. */
    private static String place(Visit visit) {
        return visit.operation().map(operation -> operation.path()).orElse(visit.path());
    }
}
