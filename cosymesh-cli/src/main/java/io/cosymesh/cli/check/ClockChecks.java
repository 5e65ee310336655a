package io.cosymesh.cli.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Whether clocks agree with the CA's: SVIDs begin a minute before they are issued, and no
 * earlier.
 */
final class ClockChecks {

	private static final Duration NOTABLE = Duration.ofSeconds(30);

	private static final Duration HARMFUL = Duration.ofSeconds(60);

	private ClockChecks() {
	}

	static Category of(Observation observation) {
		List<Check> checks = new ArrayList<>();
		@Nullable Duration own = observation.operator().skew();
		if (own != null) {
			checks.add(of("this machine's clock", own));
		}
		observation.services().forEach((service) -> {
			JsonNode skew = service.report()
				.readiness()
				.components()
				.path("svid")
				.path("details")
				.path("clockSkewSeconds");
			if (skew.isNumber()) {
				checks.add(of(service.name() + "'s clock", Duration.ofMillis(Math.round(skew.asDouble() * 1000))));
			}
		});
		if (checks.isEmpty()) {
			checks.add(Check.warning("clocks agree with identity-ca's", "nobody could be asked", "see identity, above",
					"service-down"));
		}
		return new Category("clock", checks);
	}

	private static Check of(String whose, Duration skew) {
		String description = whose + " agrees with identity-ca's";
		Duration distance = skew.abs();
		if (distance.compareTo(NOTABLE) <= 0) {
			return Check.good(description);
		}
		String detail = "it is %d s %s".formatted(distance.toSeconds(), skew.isNegative() ? "ahead" : "behind");
		String hint = "synchronise both machines with NTP: docs/expiry-and-clocks.md#clocks";
		return (distance.compareTo(HARMFUL) > 0)
				? Check.error(description, detail + ", more than the minute that SVIDs allow", hint, "clock-skew")
				: Check.warning(description, detail, hint, "clock-skew");
	}

}
