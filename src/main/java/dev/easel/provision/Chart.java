package dev.easel.provision;

/**
 * Where the chart of a layer comes from.
 *
 * @param repository an https address with an index, or an oci one below which charts have their names
 * @param authorization the header that opens it; "" where it is open
 * @param authorities certificates, as PEM, by which its server is trusted; "" for those that are trusted anyway
 */
public record Chart(String repository, String name, String version, String authorization, String authorities) {

    public Chart(String repository, String name, String version, String authorization) {
        this(repository, name, version, authorization, "");
    }

    public boolean isOci() {
        return repository.startsWith("oci://");
    }

    /** Without what opens it. */
    @Override
    public String toString() {
        return "%s %s from %s".formatted(name, version, repository);
    }
}
