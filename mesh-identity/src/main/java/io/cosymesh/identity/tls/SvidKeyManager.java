package io.cosymesh.identity.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

import org.jspecify.annotations.Nullable;

import io.cosymesh.identity.svid.SvidSnapshot;
import io.cosymesh.identity.svid.SvidSource;

/**
 * Presents the current SVID. An alias names one generation of the source, so that the
 * chain and the key that a handshake asks for one after the other belong together even
 * when the SVID is renewed in between. Netty keeps native keys by object identity, which
 * holds because a generation always returns the same instances.
 */
public final class SvidKeyManager extends X509ExtendedKeyManager {

	private static final String PREFIX = "svid-";

	private static final int GENERATIONS = 64;

	private final SvidSource source;

	private final ConcurrentSkipListMap<Long, SvidSnapshot> recent = new ConcurrentSkipListMap<>();

	/**
	 * Creates a key manager.
	 * @param source the workload's identity, live
	 */
	public SvidKeyManager(SvidSource source) {
		this.source = source;
	}

	@Override
	public @Nullable String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers,
			@Nullable Socket socket) {
		return choose(keyTypes);
	}

	@Override
	public @Nullable String chooseEngineClientAlias(String[] keyTypes, Principal @Nullable [] issuers,
			@Nullable SSLEngine engine) {
		return choose(keyTypes);
	}

	@Override
	public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
		return choose(keyType);
	}

	@Override
	public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers,
			@Nullable SSLEngine engine) {
		return choose(keyType);
	}

	@Override
	public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
		@Nullable String alias = choose(keyType);
		return (alias != null) ? new String[] { alias } : null;
	}

	@Override
	public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
		return getClientAliases(keyType, issuers);
	}

	@Override
	public X509Certificate @Nullable [] getCertificateChain(@Nullable String alias) {
		return named(alias).map((snapshot) -> snapshot.svid().getChainArray()).orElse(null);
	}

	@Override
	public @Nullable PrivateKey getPrivateKey(@Nullable String alias) {
		return named(alias).map((snapshot) -> snapshot.svid().getPrivateKey()).orElse(null);
	}

	private @Nullable String choose(String... keyTypes) {
		return this.source.current().filter((snapshot) -> suits(snapshot, keyTypes)).map(this::remember).orElse(null);
	}

	private String remember(SvidSnapshot snapshot) {
		this.recent.putIfAbsent(snapshot.generation(), snapshot);
		while (this.recent.size() > GENERATIONS) {
			this.recent.pollFirstEntry();
		}
		return PREFIX + snapshot.generation();
	}

	private Optional<SvidSnapshot> named(@Nullable String alias) {
		if (alias == null || !alias.startsWith(PREFIX)) {
			return Optional.empty();
		}
		try {
			return Optional.ofNullable(this.recent.get(Long.valueOf(alias.substring(PREFIX.length()))));
		}
		catch (NumberFormatException ex) {
			return Optional.empty();
		}
	}

	// JSSE says "EC", OpenSSL also "EC_EC" and "EC_RSA": the key, then what signed it.
	private static boolean suits(SvidSnapshot snapshot, String... keyTypes) {
		String algorithm = snapshot.svid().getPrivateKey().getAlgorithm();
		for (String keyType : keyTypes) {
			if (keyType.equals(algorithm) || keyType.startsWith(algorithm + "_")) {
				return true;
			}
		}
		return false;
	}

}
