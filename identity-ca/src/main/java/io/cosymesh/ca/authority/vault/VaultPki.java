package io.cosymesh.ca.authority.vault;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryTemplate;
import org.springframework.vault.core.VaultOperations;
import org.springframework.vault.support.VaultResponse;

/**
 * The requests that the CA makes of a PKI secrets engine. Reading is tried again; signing
 * isn't, except with a new token when the old one turns out to be dead.
 */
final class VaultPki {

	// While Vault is away, waiting requests mustn't pile up behind their time-outs.
	private static final Duration PAUSE = Duration.ofSeconds(1);

	private final VaultOperations vault;

	private final VaultSession session;

	private final String mount;

	private final String role;

	private final RetryTemplate reading;

	private final InstantSource clock;

	private volatile Instant pausedUntil = Instant.EPOCH;

	VaultPki(VaultOperations vault, VaultSession session, VaultSettings settings, RetryTemplate reading,
			InstantSource clock) {
		this.vault = vault;
		this.session = session;
		this.mount = settings.mount();
		this.role = settings.role();
		this.reading = reading;
		this.clock = clock;
	}

	/**
	 * Has a leaf signed.
	 * @param csrDer the CSR, for its key alone
	 * @param uri the one name to put in
	 * @param ttl how long it shall live
	 * @return Vault's answer, unchecked
	 */
	SignedAnswer sign(byte[] csrDer, String uri, Duration ttl) {
		Map<String, Object> request = Map.of("csr", pem(csrDer), "uri_sans", uri, "ttl", ttl.toSeconds() + "s",
				"format", "pem", "exclude_cn_from_sans", true);
		String path = "%s/sign/%s".formatted(this.mount, this.role);
		return call("POST " + path, () -> SignedAnswer.of(data(this.vault.write(path, request))));
	}

	/** Returns the issuers of the engine that hold a key there. */
	List<PkiIssuer> issuers() {
		List<PkiIssuer> issuers = new ArrayList<>();
		String list = this.mount + "/issuers";
		for (String id : read(list, () -> Optional.ofNullable(this.vault.list(list))).orElse(List.of())) {
			String path = "%s/issuer/%s".formatted(this.mount, id);
			read(path, () -> Optional.ofNullable(this.vault.read(path)))
				.ifPresent((answer) -> issuers.add(PkiIssuer.of(data(answer))));
		}
		return issuers.stream().filter(PkiIssuer::signs).toList();
	}

	/** Refuses unless the login may sign under the role. */
	void requirePermission() {
		String path = "%s/sign/%s".formatted(this.mount, this.role);
		Map<String, Object> answer = call("POST sys/capabilities-self",
				() -> data(this.vault.write("sys/capabilities-self", Map.of("paths", List.of(path)))));
		@Nullable Object capabilities = answer.get(path);
		if (!(capabilities instanceof List<?> list) || !(list.contains("update") || list.contains("root"))) {
			throw new VaultFaultException(VaultFault.PERMISSION_DENIED,
					"The login may not update %s (it has %s)".formatted(path, capabilities));
		}
	}

	private <T> Optional<T> read(String path, Supplier<Optional<T>> request) {
		return this.reading.invoke(() -> call("GET " + path, request));
	}

	private <T> T call(String name, Supplier<T> request) {
		if (this.clock.instant().isBefore(this.pausedUntil)) {
			throw new VaultFaultException(VaultFault.VAULT_UNREACHABLE, "Vault did not answer a moment ago");
		}
		try {
			return attempt(name, request);
		}
		catch (VaultFaultException ex) {
			if (ex.fault() == VaultFault.PERMISSION_DENIED && isTokenDead() && this.session.forget()) {
				return attempt(name, request);
			}
			throw ex;
		}
	}

	private <T> T attempt(String name, Supplier<T> request) {
		try {
			return request.get();
		}
		catch (RuntimeException ex) {
			VaultFaultException fault = VaultFaults.of(name, ex);
			if (fault.fault() == VaultFault.VAULT_UNREACHABLE) {
				this.pausedUntil = this.clock.instant().plus(PAUSE);
			}
			throw fault;
		}
	}

	// Vault answers 403 to a token it doesn't know as to one that may not.
	private boolean isTokenDead() {
		try {
			this.vault.read("auth/token/lookup-self");
			return false;
		}
		catch (RuntimeException ex) {
			return VaultFaults.of("GET auth/token/lookup-self", ex).fault() == VaultFault.PERMISSION_DENIED;
		}
	}

	private static Map<String, Object> data(@Nullable VaultResponse answer) {
		@Nullable Map<String, Object> data = (answer != null) ? answer.getData() : null;
		return Objects.requireNonNullElse(data, Map.of());
	}

	private static String pem(byte[] csrDer) {
		return "-----BEGIN CERTIFICATE REQUEST-----\n%s\n-----END CERTIFICATE REQUEST-----\n"
			.formatted(Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(csrDer));
	}

}
