package dev.easel.contract;

/** One thing that is wrong with a value, and where: {@code body.spec.pools[2].size}, {@code must be a whole number}. */
public record Fault(String path, String message) {
    @Override
    public String toString() {
        return path + " " + message;
    }
}
