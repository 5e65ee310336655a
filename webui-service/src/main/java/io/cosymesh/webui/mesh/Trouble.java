package io.cosymesh.webui.mesh;

import java.util.Locale;
import java.util.concurrent.TimeoutException;

import io.cosymesh.mesh.problem.PeerException;

/**
 * Why a service could not be asked.
 *
 * @param reason a word in kebab case
 * @param detail why, in words
 * @param hint what to do
 */
record Trouble(String reason, String detail, String hint) {

	static Trouble of(String service, Throwable error) {
		return PeerException.in(error)
			.map((failure) -> of(service, failure))
			.orElseGet(() -> (error instanceof TimeoutException)
					? new Trouble("timeout", "%s does not answer in time".formatted(service), busy(service))
					: new Trouble("broken", "The answer of %s can't be read".formatted(service),
							"See the log of webui-service"));
	}

	private static Trouble of(String service, PeerException failure) {
		return switch (failure) {
			case PeerException.Unavailable _ -> new Trouble("unavailable",
					"Nobody listens where %s should".formatted(service), "Start it: ./cosymesh status tells what runs");
			case PeerException.TimedOut _ ->
				new Trouble("timeout", "%s does not answer in time".formatted(service), busy(service));
			case PeerException.Overloaded _ ->
				new Trouble("overloaded", "Too many calls to %s wait already".formatted(service), busy(service));
			case PeerException.OwnIdentityExpired _ -> new Trouble("own-identity-expired",
					"The SVID of webui-service has expired", "Start identity-ca, or see why it refuses");
			case PeerException.Broken broken when broken.phase() == PeerException.Broken.Phase.HANDSHAKE ->
				new Trouble("handshake",
						"The handshake with %s fails: it isn't who it must be, or does not let webui-service in"
							.formatted(service),
						"See event=handshake-refused in the logs of both (docs/refusals.md)");
			case PeerException.Broken _ ->
				new Trouble("broken", "The connection to %s broke".formatted(service), "See whether it restarts");
			case PeerException.Answered answered -> answered(service, answered.status().value());
		};
	}

	static Trouble answered(String service, int status) {
		if (status == 401 || status == 403) {
			return new Trouble("denied", "The policy of %s does not let webui-service ask".formatted(service),
					"Give its policy a rule for GET /mesh/** that allows webui-service (docs/authz.md)");
		}
		return new Trouble("status-%d".formatted(status).toLowerCase(Locale.ROOT),
				"%s answers %d".formatted(service, status), "See the log of " + service);
	}

	private static String busy(String service) {
		return "See whether %s is busy or stopped".formatted(service);
	}

}
