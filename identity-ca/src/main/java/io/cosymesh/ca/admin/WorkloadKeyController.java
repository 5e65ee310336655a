package io.cosymesh.ca.admin;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import io.cosymesh.ca.attestation.WorkloadKey;
import io.cosymesh.ca.attestation.WorkloadKeys;
import io.cosymesh.identity.WorkloadName;
import io.cosymesh.mesh.peer.MeshPeer;
import io.cosymesh.mesh.problem.ProblemException;

/**
 * Registers and removes the public keys of workloads; the policy lets only operators in.
 */
@RestController
@RequestMapping("/v1/admin/workload-keys")
class WorkloadKeyController {

	private static final Logger logger = LoggerFactory.getLogger(WorkloadKeyController.class);

	private final AdminNames names;

	private final WorkloadKeys keys;

	WorkloadKeyController(WorkloadName self, WorkloadKeys keys) {
		this.names = new AdminNames(self);
		this.keys = keys;
	}

	@GetMapping
	Listing all(@RequestParam(defaultValue = "false") boolean removed) {
		return listing(this.keys.all().stream().filter((key) -> removed || key.counts()));
	}

	@GetMapping("/{namespace}/{serviceAccount}")
	Listing of(@PathVariable String namespace, @PathVariable String serviceAccount,
			@RequestParam(defaultValue = "false") boolean removed) {
		WorkloadName workload = this.names.workload(namespace, serviceAccount);
		return listing(this.keys.of(workload).stream().filter((key) -> removed || key.counts()));
	}

	@PostMapping("/{namespace}/{serviceAccount}")
	@ResponseStatus(HttpStatus.CREATED)
	Entry register(@PathVariable String namespace, @PathVariable String serviceAccount, @RequestBody Wanted wanted,
			@AuthenticationPrincipal MeshPeer operator) {
		WorkloadName workload = this.names.workload(namespace, serviceAccount);
		WorkloadKey key = register(workload, Objects.requireNonNullElse(wanted.publicKey(), ""), operator);
		logger.info("event=workload-key-registered spiffeId={} thumbprint={} operator={}", workload, key.thumbprint(),
				operator.id());
		return Entry.of(key);
	}

	@DeleteMapping("/{namespace}/{serviceAccount}")
	Listing remove(@PathVariable String namespace, @PathVariable String serviceAccount,
			@AuthenticationPrincipal MeshPeer operator) {
		return remove(this.names.workload(namespace, serviceAccount), (key) -> true, operator);
	}

	@DeleteMapping("/{namespace}/{serviceAccount}/{thumbprint}")
	Listing remove(@PathVariable String namespace, @PathVariable String serviceAccount, @PathVariable String thumbprint,
			@AuthenticationPrincipal MeshPeer operator) {
		return remove(this.names.workload(namespace, serviceAccount), (key) -> key.thumbprint().equals(thumbprint),
				operator);
	}

	private WorkloadKey register(WorkloadName workload, String pem, MeshPeer operator) {
		try {
			return this.keys.register(workload, pem, operator.id());
		}
		catch (IllegalArgumentException ex) {
			throw ProblemException.invalidField("publicKey", "registration-unusable",
					"Send one PEM public key (BEGIN PUBLIC KEY), P-256 or Ed25519.");
		}
		catch (WorkloadKeys.TooManyKeysException ex) {
			throw ProblemException.of(HttpStatus.CONFLICT, "too-many-keys", "Too many keys",
					"The workload has %d keys, the most it can have. Remove one first."
						.formatted(WorkloadKeys.MOST_KEYS));
		}
	}

	private Listing remove(WorkloadName workload, Predicate<WorkloadKey> which, MeshPeer operator) {
		requireNotLockedOut(workload, which, operator);
		List<WorkloadKey> removed = this.keys.remove(workload, which, operator.id());
		if (removed.isEmpty()) {
			throw ProblemException.of(HttpStatus.NOT_FOUND, "workload-key-not-found", "No such key",
					"No such key of '%s' in namespace '%s' is registered.".formatted(workload.serviceAccount(),
							workload.namespace()));
		}
		removed.forEach((key) -> logger.info("event=workload-key-removed spiffeId={} thumbprint={} operator={}",
				workload, key.thumbprint(), operator.id()));
		return listing(removed.stream());
	}

	// The last key of the only one who could register another.
	private void requireNotLockedOut(WorkloadName workload, Predicate<WorkloadKey> which, MeshPeer operator) {
		if (workload.spiffeId().equals(operator.id())
				&& this.keys.of(workload).stream().filter(WorkloadKey::counts).allMatch(which)) {
			throw ProblemException.of(HttpStatus.CONFLICT, "operator-locked-out", "You would lock yourself out",
					"This is the last key of the operator who asks. Register another one first.");
		}
	}

	private static Listing listing(Stream<WorkloadKey> keys) {
		return new Listing(keys.map(Entry::of).toList());
	}

	/**
	 * What an operator registers.
	 *
	 * @param publicKey one PEM public key
	 */
	record Wanted(@Nullable String publicKey) {
	}

	/**
	 * Keys, by workload.
	 *
	 * @param keys the keys
	 */
	record Listing(List<Entry> keys) {
	}

	/**
	 * One key.
	 *
	 * @param namespace the workload's namespace
	 * @param serviceAccount its service account
	 * @param thumbprint SHA-256 of the SubjectPublicKeyInfo, in hex
	 * @param algorithm the JWS algorithm it verifies
	 * @param source {@code operator} or {@code file}
	 * @param registeredAt when, unless a file registered it
	 * @param registeredBy who, unless a file registered it
	 * @param removedAt when it was removed, or {@code null} while it counts
	 */
	record Entry(String namespace, String serviceAccount, String thumbprint, String algorithm, String source,
			@Nullable Instant registeredAt, @Nullable String registeredBy, @Nullable Instant removedAt) {

		static Entry of(WorkloadKey key) {
			return new Entry(key.workload().namespace(), key.workload().serviceAccount(), key.thumbprint(),
					key.algorithm(), (key.registeredBy() != null) ? "operator" : "file", key.registeredAt(),
					key.registeredBy(), key.removedAt());
		}

	}

}
