package dev.easel.contract;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A shape that is compiled on first use. Two threads may both compile it; the results are alike. */
final class Once implements Supplier<Shape> {
    private final Supplier<Shape> source;
    private volatile @Nullable Shape shape;

    Once(Supplier<Shape> source) {
        this.source = source;
    }

    @Override
    public Shape get() {
        var known = shape;
        if (known != null) return known;
        var made = source.get();
        shape = made;
        return made;
    }
}
