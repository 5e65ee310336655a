package io.cosymesh.mesh.policy;

import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.mesh.policy.PolicyFile.Content;
import io.cosymesh.mesh.startup.MeshConfigurationException;

/**
 * Tells about policy files that were taken over or refused, and counts them.
 */
final class PolicyReloadReport {

	private static final Logger log = LoggerFactory.getLogger(PolicyReloadReport.class);

	private final LongAdder updated = new LongAdder();

	private final LongAdder refused = new LongAdder();

	private final LongAdder missing = new LongAdder();

	void updated(Path file, Content content, PolicySource.Revision revision) {
		this.updated.increment();
		log.info("event=policy-updated file={} digest={} generation={} mode={}", file, digest(content),
				revision.generation(), revision.policy().mode().code());
	}

	void restored(Path file) {
		log.info("event=policy-restored file={} detail=\"it holds what is in force again\"", file);
	}

	void refused(Path file, Content content, MeshConfigurationException refusal, PolicySource.Revision kept) {
		(content instanceof Content.Missing ? this.missing : this.refused).increment();
		log.error("event=policy-refused file={} digest={} problem=\"{}\" action=\"{}\" kept={}", file, digest(content),
				refusal.problem(), refusal.action(), kept.generation());
	}

	void failed(Path file, Throwable failure) {
		this.refused.increment();
		log.error("event=policy-reload-failed file={}", file, failure);
	}

	double updated() {
		return this.updated.sum();
	}

	double refused() {
		return this.refused.sum();
	}

	double missing() {
		return this.missing.sum();
	}

	private static String digest(Content content) {
		return switch (content) {
			case Content.Found found -> found.digest();
			case Content.Missing _ -> "-";
		};
	}

}
