package io.cosymesh.identity.test.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Locale;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

import org.jspecify.annotations.Nullable;

import io.cosymesh.identity.test.TestSvid;

/**
 * Presents one chain, whatever is wrong with it; an empty one means no certificate.
 */
public final class FixedKeyManager extends X509ExtendedKeyManager {

	private final TestSvid svid;

	/**
	 * Creates a key manager.
	 * @param svid what to present
	 */
	public FixedKeyManager(TestSvid svid) {
		this.svid = svid;
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
	public X509Certificate[] getCertificateChain(String alias) {
		return this.svid.chainArray();
	}

	@Override
	public PrivateKey getPrivateKey(String alias) {
		return this.svid.key();
	}

	private @Nullable String choose(String... keyTypes) {
		String algorithm = this.svid.key().getAlgorithm();
		for (String keyType : keyTypes) {
			String type = keyType.toUpperCase(Locale.ROOT);
			if (!this.svid.chain().isEmpty() && type.startsWith(algorithm.toUpperCase(Locale.ROOT))) {
				return "fixed";
			}
		}
		return null;
	}

}
