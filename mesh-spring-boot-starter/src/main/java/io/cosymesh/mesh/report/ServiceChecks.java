package io.cosymesh.mesh.report;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import io.cosymesh.mesh.report.ChecksAnswer.Category;
import io.cosymesh.mesh.report.ChecksAnswer.Check;
import io.cosymesh.mesh.telemetry.Instance;
import io.cosymesh.mesh.tls.NegotiatedTls;
import io.cosymesh.mesh.tls.TlsInForce;
import io.cosymesh.mesh.traffic.PeerState;
import io.cosymesh.mesh.traffic.PeerTraffics;

import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.IndicatedHealthDescriptor;
import org.springframework.boot.health.contributor.Status;

/**
 * Checks what a service can tell of itself.
 */
final class ServiceChecks {

	private static final String[] READINESS = { "readiness" };

	private final String service;

	private final Instance instance;

	private final IdentityChecks identity;

	private final TlsInForce tls;

	private final PeerTraffics peers;

	private final @Nullable HealthEndpoint health;

	private final Scheduler blocking;

	private final InstantSource clock;

	ServiceChecks(String service, Instance instance, IdentityChecks identity, TlsInForce tls, PeerTraffics peers,
			@Nullable HealthEndpoint health, Scheduler blocking, InstantSource clock) {
		this.service = service;
		this.instance = instance;
		this.identity = identity;
		this.tls = tls;
		this.peers = peers;
		this.health = health;
		this.blocking = blocking;
		this.clock = clock;
	}

	/**
	 * Looks at everything; what readiness asks may block, so it does that elsewhere.
	 */
	Mono<ChecksAnswer> answer() {
		return Mono.fromCallable(this::readiness).subscribeOn(this.blocking).map(this::answer);
	}

	private ChecksAnswer answer(List<Check> readiness) {
		List<Category> all = new ArrayList<>(this.identity.categories());
		all.add(new Category("data-plane", dataPlane()));
		if (!readiness.isEmpty()) {
			all.add(new Category("readiness", readiness));
		}
		return ChecksAnswer.of(this.clock.instant(), this.service, this.instance.name(),
				all.stream().map(this::named).toList());
	}

	private Category named(Category category) {
		return new Category(category.name(),
				category.checks().stream().map((check) -> check.of(this.service)).toList());
	}

	private List<Check> dataPlane() {
		List<Check> checks = new ArrayList<>();
		checks.add(handshake());
		this.peers.states().stream().filter((peer) -> !peer.addresses().isEmpty()).map(this::peer).forEach(checks::add);
		return checks;
	}

	private Check handshake() {
		String description = "a mutual TLS handshake with itself works";
		Optional<NegotiatedTls> agreed = this.tls.agreed();
		return agreed
			.map((tls) -> Check.success(description,
					"%s, %s, %s, group %s".formatted(this.tls.provider(), tls.protocol(), tls.cipher(), tls.group())))
			.orElseGet(() -> Check.error(description, "there has been none", "See event=tls in the log",
					"docs/security.md"));
	}

	private Check peer(PeerState peer) {
		String description = "calls to %s are let through".formatted(peer.name());
		List<PeerState.Address> left = peer.addresses().stream().filter((address) -> !address.isInUse()).toList();
		String detail = left.stream()
			.map((address) -> "%s %s".formatted(address.address(), address.state().name().toLowerCase(Locale.ROOT)))
			.collect(Collectors.joining(", "));
		if (left.isEmpty()) {
			return Check.success(description, "%d addresses".formatted(peer.addresses().size()));
		}
		String hint = "See whether it runs there, and event=peer-… in the log";
		return (left.size() == peer.addresses().size()) ? Check.error(description, detail, hint, "docs/traffic.md")
				: Check.warning(description, detail, hint, "docs/traffic.md");
	}

	private List<Check> readiness() {
		HealthDescriptor all = (this.health != null) ? this.health.healthForPath(READINESS) : null;
		if (!(all instanceof CompositeHealthDescriptor parts)) {
			return List.of();
		}
		Map<String, HealthDescriptor> components = Objects.requireNonNullElse(parts.getComponents(), Map.of());
		return components.entrySet().stream().map((part) -> part(part.getKey(), part.getValue())).toList();
	}

	private static Check part(String name, HealthDescriptor health) {
		String description = "readiness: " + name;
		String detail = detail(health);
		if (Status.UP.equals(health.getStatus())) {
			return Check.success(description, detail);
		}
		return Check.error(description, health.getStatus().getCode() + (detail.isEmpty() ? "" : ": " + detail),
				"See what its readiness says: /actuator/health/readiness", "docs/operations.md");
	}

	private static String detail(HealthDescriptor health) {
		Map<String, Object> details = (health instanceof IndicatedHealthDescriptor indicated) ? indicated.getDetails()
				: Map.of();
		return (details == null) ? ""
				: details.entrySet()
					.stream()
					.map((detail) -> detail.getKey() + "=" + detail.getValue())
					.collect(Collectors.joining(" "));
	}

}
