package dev.easel.http;

/** Answers one operation. Returns a value; only the door speaks HTTP. */
@FunctionalInterface
public interface Handler {
    /** A JSON tree, any value the mapper can write, or a {@link Reply} when headers or bytes matter. */
    Object handle(Call call) throws Exception;
}
