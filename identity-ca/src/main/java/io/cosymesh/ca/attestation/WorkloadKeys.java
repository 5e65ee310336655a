package io.cosymesh.ca.attestation;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.spiffe.spiffeid.SpiffeId;
import io.spiffe.spiffeid.TrustDomain;

import io.cosymesh.ca.refusal.RefusedException;
import io.cosymesh.identity.WorkloadName;

/**
 * The public keys that workloads prove their names by: those of the registrations
 * directory and those that operators registered, without those that operators removed.
 * Nothing is kept in memory, so every change counts at once and for all replicas.
 */
public final class WorkloadKeys {

	/** What one workload can have at once; each costs a signature check per attempt. */
	public static final int MOST_KEYS = 8;

	private final RegistrationFiles files;

	private final WorkloadKeyTable table;

	private final TrustDomain trustDomain;

	private final InstantSource clock;

	WorkloadKeys(RegistrationFiles files, WorkloadKeyTable table, TrustDomain trustDomain, InstantSource clock) {
		this.files = files;
		this.table = table;
		this.trustDomain = trustDomain;
		this.clock = clock;
	}

	/**
	 * Lists the keys of all workloads, removed ones included.
	 * @return the keys, by workload
	 */
	public List<WorkloadKey> all() {
		return Stream
			.concat(this.files.workloads(this.trustDomain).stream(),
					this.table.all().stream().map(WorkloadKeyTable.Row::workload))
			.distinct()
			.sorted((left, right) -> left.toString().compareTo(right.toString()))
			.flatMap((workload) -> of(workload).stream())
			.toList();
	}

	/**
	 * Lists the keys of a workload, removed ones included.
	 * @param workload the workload
	 * @return the keys
	 */
	public List<WorkloadKey> of(WorkloadName workload) {
		Map<String, WorkloadKey> keys = new LinkedHashMap<>();
		this.table.find(workload).forEach((row) -> keys.put(row.key().thumbprint(), row.toWorkloadKey()));
		usableFiles(workload).forEach((key) -> keys.putIfAbsent(key.thumbprint(), WorkloadKey.ofFile(workload, key)));
		return List.copyOf(keys.values());
	}

	/**
	 * Registers a key beside those that a workload has.
	 * @param workload the workload
	 * @param pem one PEM public key, P-256 or Ed25519
	 * @param operator who registers it
	 * @return the key
	 * @throws IllegalArgumentException if it is no such key
	 * @throws TooManyKeysException if the workload has {@link #MOST_KEYS} already
	 */
	public WorkloadKey register(WorkloadName workload, String pem, SpiffeId operator) {
		RegisteredKey key = onlyKey(pem);
		KeyRing ring = ring(workload);
		if (!ring.contains(key.thumbprint()) && ring.registered().size() >= MOST_KEYS) {
			throw new TooManyKeysException(workload);
		}
		this.table.register(workload, key, operator.toString(), now());
		return of(workload).stream()
			.filter((registered) -> registered.thumbprint().equals(key.thumbprint()))
			.findFirst()
			.orElseThrow();
	}

	/**
	 * Removes keys of a workload, for good until they are registered again.
	 * @param workload the workload
	 * @param which the keys to remove
	 * @param operator who removes them
	 * @return the removed keys, none if no key that counts was meant
	 */
	public List<WorkloadKey> remove(WorkloadName workload, Predicate<WorkloadKey> which, SpiffeId operator) {
		List<String> meant = of(workload).stream()
			.filter(WorkloadKey::counts)
			.filter(which)
			.map(WorkloadKey::thumbprint)
			.toList();
		ring(workload).registered()
			.stream()
			.filter((key) -> meant.contains(key.thumbprint()))
			.forEach((key) -> this.table.remove(workload, key, operator.toString(), now()));
		return of(workload).stream().filter((key) -> meant.contains(key.thumbprint())).toList();
	}

	/**
	 * Returns what is known of a workload's keys now.
	 * @param workload the workload
	 * @return the keys, sorted by whether they count
	 * @throws RefusedException if nothing is known but a file that can't be used
	 */
	KeyRing ring(WorkloadName workload) {
		List<RegisteredKey> registered = new ArrayList<>();
		List<RegisteredKey> removed = new ArrayList<>();
		for (WorkloadKeyTable.Row row : this.table.find(workload)) {
			(row.counts() ? registered : removed).add(row.key());
		}
		List<RegisteredKey> inFile = registered.isEmpty() ? this.files.find(workload) : usableFiles(workload);
		inFile.stream().filter((key) -> !registered.contains(key) && !removed.contains(key)).forEach(registered::add);
		return new KeyRing(registered, removed);
	}

	// What can't be read doesn't keep an operator from seeing and changing the rest.
	private List<RegisteredKey> usableFiles(WorkloadName workload) {
		try {
			return this.files.find(workload);
		}
		catch (RefusedException ex) {
			return List.of();
		}
	}

	private static RegisteredKey onlyKey(String pem) {
		try {
			List<RegisteredKey> keys = RegisteredKey.parseAll(pem);
			if (keys.size() != 1) {
				throw new IllegalArgumentException("More than one PEM public key");
			}
			return keys.getFirst();
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalArgumentException("Not a PEM public key, P-256 or Ed25519", ex);
		}
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
	}

	/**
	 * A workload has as many keys as it can have.
	 */
	public static final class TooManyKeysException extends RuntimeException {

		TooManyKeysException(WorkloadName workload) {
			super("%s has %d keys".formatted(workload, MOST_KEYS));
		}

	}

}
