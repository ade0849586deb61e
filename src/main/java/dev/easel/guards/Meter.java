package dev.easel.guards;

import dev.easel.auth.Gate.Allowance;
import dev.easel.contract.Problem;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A bucket of requests per credential, refilled steadily. */
public final class Meter {
    private static final int MOST_BUCKETS = 100_000;

    private final double perSecond;
    private final long burst;
    private final Clock clock;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    public Meter(double perSecond, long burst, Clock clock) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.clock = clock;
    }

    private record Bucket(double level, long at, Outcome last) {}

    private enum Outcome {
        GRANTED,
        REFUSED
    }

    /** Takes one request from the bucket; throws 429 when it is empty. */
    public Allowance take(String who) {
        long now = clock.millis();
        if (buckets.size() > MOST_BUCKETS) buckets.values().removeIf(bucket -> fill(bucket, now) >= burst);
        var after = buckets.compute(who, (_, bucket) -> {
            double level = bucket == null ? burst : fill(bucket, now);
            return level >= 1 ? new Bucket(level - 1, now, Outcome.GRANTED) : new Bucket(level, now, Outcome.REFUSED);
        });
        if (after.last() == Outcome.REFUSED) {
            throw Problem.tooManyRequests(Math.max(1, (long) Math.ceil((1 - after.level()) / perSecond)));
        }
        long whole = Math.round(Math.ceil((burst - after.level()) / perSecond));
        return new Allowance(burst, (long) after.level(), whole);
    }

    private double fill(Bucket bucket, long now) {
        return Math.min(burst, bucket.level() + (now - bucket.at()) / 1000.0 * perSecond);
    }
}
