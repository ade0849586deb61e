package dev.easel;

import dev.easel.http.Binder;

/** One resource family: a package with one public class that says what it answers. */
public interface Family {
    void bind(Binder on);
}
