package dev.easel.contract;

/** Every error code that a client can see, spelled as on the wire. Clients compare them, so a code is never renamed. */
public enum Code {
    InvalidInput(400, Category.CALLER),
    NotBuilt(400, Category.OURS),
    Unauthenticated(401, Category.CALLER),
    InvalidCredentials(401, Category.CALLER),
    TokenExpired(401, Category.CALLER),
    Forbidden(403, Category.CALLER),
    AccountLocked(403, Category.CALLER),
    PasswordExpired(403, Category.CALLER),
    ResourceNotFound(404, Category.CALLER),
    RouteNotFound(404, Category.CALLER),
    UserNotFound(404, Category.CALLER),
    BackupNotConfigured(404, Category.CALLER),
    EdgeHostDeviceNotRegistered(404, Category.CALLER),
    MethodNotAllowed(405, Category.CALLER),
    NotAcceptable(406, Category.CALLER),
    RequestTimeout(408, Category.CALLER),
    Conflict(409, Category.CALLER),
    ResourceAlreadyExists(409, Category.CALLER),
    ClusterProfileAlreadyExists(409, Category.CALLER),
    ResourceInUse(409, Category.CALLER),
    ProjectNotEmpty(409, Category.CALLER),
    ResourceLimitExceeded(409, Category.CALLER),
    RequestInProgress(409, Category.CALLER),
    PreconditionFailed(412, Category.CALLER),
    BodyTooLarge(413, Category.CALLER),
    UriTooLong(414, Category.CALLER),
    UnsupportedMediaType(415, Category.CALLER),
    Unprocessable(422, Category.CALLER),
    IdempotencyKeyReused(422, Category.CALLER),
    // A duplicate macro must be a 422: the published provider adds its hint about the name only then.
    MacroAlreadyExists(422, Category.CALLER),
    TooManyRequests(429, Category.CALLER),
    HeadersTooLarge(431, Category.CALLER),
    InternalError(500, Category.OURS),
    CloudUnavailable(502, Category.WORLD),
    Unavailable(503, Category.OURS);

    private final int status;
    private final Category category;

    Code(int status, Category category) {
        this.status = status;
        this.category = category;
    }

    public int status() {
        return status;
    }

    public Category category() {
        return category;
    }

    /** Whose fault it is, so that failures can be counted: who called, this house, or something outside both. */
    public enum Category {
        CALLER,
        OURS,
        WORLD
    }
}
