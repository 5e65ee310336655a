package io.cosymesh.ca.bundle;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.spiffe.spiffeid.TrustDomain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Scheduled;

import io.cosymesh.ca.state.StateDirectory;
import io.cosymesh.identity.bundle.SpiffeBundleFormat;
import io.cosymesh.identity.bundle.TrustBundle;

/**
 * Publishes a new trust bundle whenever the authorities have changed, here or at another
 * replica.
 */
final class BundlePublisher {

	private static final Logger logger = LoggerFactory.getLogger(BundlePublisher.class);

	private final TrustDomain domain;

	private final Supplier<BundleContent> content;

	private final BundleSequence sequence;

	private final Path file;

	private final PublishedBundle published;

	private long written;

	private boolean busy;

	private boolean failing;

	/**
	 * Publishes the first bundle.
	 * @param domain whose bundle it is
	 * @param content what the authorities want published now
	 * @param sequence numbers it
	 * @param file where workloads find it before they have an SVID
	 */
	BundlePublisher(TrustDomain domain, Supplier<BundleContent> content, BundleSequence sequence, Path file) {
		this.domain = domain;
		this.content = content;
		this.sequence = sequence;
		this.file = file;
		TrustBundle first = sequence.number(domain, content);
		this.published = new PublishedBundle(first);
		write(first);
	}

	PublishedBundle published() {
		return this.published;
	}

	@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
	synchronized void poll() {
		if (this.busy) {
			// Asking the authorities what is new made them tell.
			return;
		}
		this.busy = true;
		try {
			refresh();
			this.failing = false;
		}
		catch (RuntimeException ex) {
			if (!this.failing) {
				logger.warn("event=bundle-refresh-failed keeping={}", this.published.current().sequence(), ex);
			}
			this.failing = true;
		}
		finally {
			this.busy = false;
		}
	}

	private void refresh() {
		BundleContent wanted = this.content.get();
		TrustBundle current = this.published.current();
		TrustBundle next = wanted.isContentOf(current)
				? wanted.numbered(this.domain, this.sequence.numberOf(this.domain, wanted).orElse(0L))
				: this.sequence.number(this.domain, this.content);
		if (next.sequence() > current.sequence()) {
			this.published.replace(next);
		}
		if (this.published.current().sequence() != this.written) {
			write(this.published.current());
		}
	}

	private void write(TrustBundle bundle) {
		StateDirectory.publish(this.file, SpiffeBundleFormat.write(bundle).getBytes(StandardCharsets.UTF_8));
		this.written = bundle.sequence();
		logger.info("event=bundle-published file={} sequence={} roots={} jwtKeys={} tainted={} revoked={}", this.file,
				bundle.sequence(), bundle.authorities().size(), bundle.jwtAuthorities().size(),
				bundle.distrust().tainted().size(), bundle.distrust().revoked().size());
	}

}
