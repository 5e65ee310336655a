package io.cosymesh.inference.engine;

import java.time.Duration;

/**
 * How much an engine takes on.
 *
 * @param speeches speeches open at once
 * @param waiting orders that may wait for one of them to end
 * @param patience how long an order may wait
 * @param idleTimeout how long a listener may not listen before the speech is given up
 */
public record AdmissionLimits(int speeches, int waiting, Duration patience, Duration idleTimeout) {

}
