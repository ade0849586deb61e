package dev.easel.http;

import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The way out, the same for every answer: headers that all carry, observers told, bytes written. */
final class Exit {
    private static final System.Logger LOG = System.getLogger(Exit.class.getName());

    private final List<Observer> observers;

    Exit(List<Observer> observers) {
        this.observers = List.copyOf(observers);
    }

    void send(Visit visit, Answer answer, Response response, Callback callback) {
        observers.forEach(observer -> tell(observer, visit, answer));
        response.setStatus(answer.status());
        Headers.write(visit, answer, response.getHeaders());
        if (!HttpStatus.hasNoBody(answer.status())) response.getHeaders().put("Content-Length", answer.body().length);
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
    }

    private static void tell(Observer observer, Visit visit, Answer answer) {
        try {
            observer.saw(visit, answer);
        } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, "An observer failed on request " + visit.id(), bug);
        }
    }
}
