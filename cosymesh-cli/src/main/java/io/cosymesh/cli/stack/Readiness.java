package io.cosymesh.cli.stack;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a service's management port says of it.
 *
 * @param ready whether it takes work
 * @param detail what is wrong when it doesn't
 * @param spiffeId who it is
 * @param expiresAt when its SVID ends
 * @param components what each part says, by its name; empty when nobody answers
 */
public record Readiness(boolean ready, String detail, @Nullable String spiffeId, @Nullable String expiresAt,
		JsonNode components) {

	/**
	 * Returns what is known where nobody answers.
	 * @param detail why nobody does
	 * @return the readiness of a service that can't be asked
	 */
	public static Readiness silent(String detail) {
		return new Readiness(false, detail, null, null, JsonMapper.shared().createObjectNode());
	}

	/**
	 * Names the port that was meant where a tunnel leads to it.
	 * @param managementPort the service's own port
	 * @return the answer, or that there was none at that port
	 */
	public Readiness orSilent(int managementPort) {
		return answered() ? this : silent("no answer on management port " + managementPort);
	}

	/**
	 * Tells whether anything answered.
	 * @return whether the management port gave an answer
	 */
	public boolean answered() {
		return !this.components.isEmpty();
	}

}
