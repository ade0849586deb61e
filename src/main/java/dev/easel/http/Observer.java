package dev.easel.http;

/** Is told about every request when its answer is known. Must return at once: it runs on the request's thread. */
@FunctionalInterface
public interface Observer {
    void saw(Visit visit, Answer answer);
}
