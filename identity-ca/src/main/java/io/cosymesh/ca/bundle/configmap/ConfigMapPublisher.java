package io.cosymesh.ca.bundle.configmap;

import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.spiffe.spiffeid.TrustDomain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Scheduled;

import io.cosymesh.ca.bundle.PublishedBundle;
import io.cosymesh.identity.bundle.MalformedBundleException;
import io.cosymesh.identity.bundle.SpiffeBundleFormat;
import io.cosymesh.identity.bundle.TrustBundle;

/**
 * Keeps the trust bundle in a ConfigMap as new as the published one: at start, after each
 * change, and when somebody has taken it away. A bundle that another replica numbered
 * higher stays.
 */
final class ConfigMapPublisher {

	private static final Logger logger = LoggerFactory.getLogger(ConfigMapPublisher.class);

	private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

	// Whoever empties the ConfigMap keeps new pods from starting.
	private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

	private final TrustDomain domain;

	private final PublishedBundle published;

	private final BundleConfigMap target;

	private final InstantSource clock;

	private Duration pause = SHORTEST_PAUSE;

	private Instant next = Instant.MIN;

	private long settled = -1;

	ConfigMapPublisher(TrustDomain domain, PublishedBundle published, BundleConfigMap target, InstantSource clock) {
		this.domain = domain;
		this.published = published;
		this.target = target;
		this.clock = clock;
	}

	@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
	synchronized void poll() {
		TrustBundle bundle = this.published.current();
		boolean changed = this.settled >= 0 && bundle.sequence() != this.settled;
		if (!changed && this.clock.instant().isBefore(this.next)) {
			return;
		}
		try {
			publish(bundle);
			this.settled = bundle.sequence();
			this.pause = SHORTEST_PAUSE;
			this.next = this.clock.instant().plus(LOOK_AGAIN);
		}
		catch (KubernetesClientException ex) {
			if (ex.getCode() == HttpURLConnection.HTTP_CONFLICT) {
				// Another replica was faster; look at what it wrote.
				this.next = this.clock.instant();
				return;
			}
			failed((ex.getCode() > 0) ? "status " + ex.getCode() : "the API server does not answer");
		}
		catch (UncheckedIOException ex) {
			failed("the CA's own token cannot be read");
		}
		catch (MissingConfigMapException ex) {
			failed("there is no such ConfigMap");
		}
	}

	private void publish(TrustBundle bundle) {
		BundleConfigMap.Content content = this.target.read().orElseThrow(MissingConfigMapException::new);
		long there = sequence(content.bundle());
		String wanted = SpiffeBundleFormat.write(bundle);
		if (there > bundle.sequence()) {
			logger.info("event=trust-bundle-config-map-newer name={} sequence={} own={}", this.target.name(), there,
					bundle.sequence());
			return;
		}
		if (content.bundle().filter(wanted::equals).isPresent()) {
			return;
		}
		this.target.replace(content, wanted);
		logger.info("event=trust-bundle-config-map-written name={} sequence={} replaced={}", this.target.name(),
				bundle.sequence(), (there >= 0) ? there : "-");
	}

	/** Returns the number of a bundle, and less than any where there is none. */
	private long sequence(Optional<String> bundle) {
		try {
			return bundle.map((json) -> SpiffeBundleFormat.parse(this.domain, json).sequence()).orElse(-1L);
		}
		catch (MalformedBundleException ex) {
			return -1;
		}
	}

	private void failed(String cause) {
		if (this.settled >= 0 || this.pause.equals(SHORTEST_PAUSE)) {
			logger.warn(
					"event=trust-bundle-config-map-failed name={} cause=\"{}\" "
							+ "hint=\"new pods wait for it; those that run are not affected\"",
					this.target.name(), cause);
		}
		this.settled = -1;
		this.next = this.clock.instant().plus(this.pause);
		Duration doubled = this.pause.multipliedBy(2);
		this.pause = (doubled.compareTo(LONGEST_PAUSE) < 0) ? doubled : LONGEST_PAUSE;
	}

	/**
	 * There is nothing to write to.
	 */
	private static final class MissingConfigMapException extends RuntimeException {

	}

}
