package dev.easel.provision;

/**
 * Where the chart of a layer comes from.
 *
 * @param repository an https address with an index, or an oci one below which charts have their names
 * @param authorization the header that opens it; "" where it is open
 */
public record Chart(String repository, String name, String version, String authorization) {

    public boolean isOci() {
        return repository.startsWith("oci://");
    }

    /** Without what opens it. */
    @Override
    public String toString() {
        return "%s %s from %s".formatted(name, version, repository);
    }
}
