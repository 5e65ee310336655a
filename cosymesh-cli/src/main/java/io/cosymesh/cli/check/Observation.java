package io.cosymesh.cli.check;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.cosymesh.cli.stack.Guidance;
import io.cosymesh.cli.stack.MeshService;
import io.cosymesh.cli.stack.ServiceReport;
import io.cosymesh.identity.WorkloadName;
import io.cosymesh.identity.bundle.TrustBundle;
import org.jspecify.annotations.Nullable;

/**
 * All that could be found out about a stack, at one moment.
 *
 * @param time this machine's clock
 * @param guidance how the stack's context is spoken of
 * @param started whether a stack was ever started there
 * @param services what is known of each service
 * @param operator the operator's own identity
 * @param anchors the trust bundle that services begin with
 * @param authorities the CA's keys, as the CA lists them
 * @param pipeline the engines and a sentence spoken
 */
record Observation(Instant time, Guidance guidance, boolean started, List<ObservedService> services, Operator operator,
		Anchors anchors, Answer authorities, Pipeline pipeline) {

	/**
	 * What is known of a service, or of one instance of it where it has several.
	 *
	 * @param report what its process and its management port say
	 * @param identity who it says it is
	 * @param policy the policy that it enforces
	 * @param checks what it checks itself
	 * @param calls what its policy makes of the requests that it has to answer
	 */
	record ObservedService(ServiceReport report, Answer identity, Answer policy, Answer checks,
			Map<NeededCall, Answer> calls) {

		/** Returns how people tell it from the others. */
		String name() {
			String name = service().serviceAccount();
			return this.report.amongOthers() ? "%s (%s)".formatted(name, this.report.state().instance()) : name;
		}

		MeshService service() {
			return this.report.service();
		}

		/** Tells whether its port proved to be the service. */
		boolean isProved() {
			return this.policy instanceof Answer.Given || this.policy instanceof Answer.Refused;
		}

	}

	/**
	 * The operator as a workload.
	 *
	 * @param name who the operator is in the mesh
	 * @param failure why there is no SVID for the operator, {@code null} if there is one
	 * @param skew how far the CA's clock is ahead of this machine's
	 */
	record Operator(WorkloadName name, @Nullable String failure, @Nullable Duration skew) {

		Optional<String> fault() {
			return Optional.ofNullable(this.failure);
		}

	}

	/**
	 * The trust bundle on this machine.
	 *
	 * @param bundle what it holds, {@code null} if it can't be read
	 * @param failure why it can't
	 */
	record Anchors(@Nullable TrustBundle bundle, @Nullable String failure) {
	}

	/**
	 * What the gateway made of two requests.
	 *
	 * @param reached whether it was the gateway that answered, be it for somebody behind
	 * it
	 * @param engines the engines that it lists
	 * @param speech a word spoken: who spoke it, how many seconds it took, how many bytes
	 * of audio it is
	 */
	record Pipeline(boolean reached, Answer engines, Answer speech) {
	}

}
