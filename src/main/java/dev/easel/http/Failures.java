package dev.easel.http;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Puts our JSON in the place of Jetty's own error pages: bad framing, bad target, headers too large. */
final class Failures extends ErrorHandler {
    private final Exit exit;

    Failures(Exit exit) {
        this.exit = exit;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var visit = new Visit(request);
        var status = response.getStatus() < 400 ? HttpStatus.INTERNAL_SERVER_ERROR_500 : response.getStatus();
        exit.send(visit, Errors.answer(visit, status, message(status)), response, callback);
        return true;
    }

    /** Jetty's own words may quote the request or name its classes, so ours say less. */
    private static String message(int status) {
        return switch (status) {
            case 400 -> "The request is not valid HTTP, or its target is not a plain path";
            case 408 -> "The request took too long to arrive";
            case 413 -> "The request is too large";
            case 414 -> "The target of the request is too long";
            case 431 -> "The headers of the request are too large";
            default -> HttpStatus.getMessage(status);
        };
    }
}
