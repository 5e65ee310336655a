package io.cosymesh.identity.tls;

import java.security.KeyStore;
import java.security.Provider;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.TrustManagerFactorySpi;

import org.jspecify.annotations.Nullable;

/**
 * Wraps managers into the factories that Netty and Spring Boot ask for.
 */
public final class MeshManagers {

	private static final String ALGORITHM = "CosyMesh";

	private static final Provider PROVIDER = new Provider(ALGORITHM, "1", "CosyMesh key and trust managers") {
	};

	private MeshManagers() {
	}

	/**
	 * Returns a factory that hands out one key manager.
	 * @param keyManager the key manager
	 */
	public static KeyManagerFactory keyManagerFactory(KeyManager keyManager) {
		return new KeyManagerFactory(new SingleKeyManager(keyManager), PROVIDER, ALGORITHM) {
		};
	}

	/**
	 * Returns a factory that hands out one trust manager.
	 * @param trustManager the trust manager
	 */
	public static TrustManagerFactory trustManagerFactory(TrustManager trustManager) {
		return new TrustManagerFactory(new SingleTrustManager(trustManager), PROVIDER, ALGORITHM) {
		};
	}

	private static final class SingleKeyManager extends KeyManagerFactorySpi {

		private final KeyManager keyManager;

		SingleKeyManager(KeyManager keyManager) {
			this.keyManager = keyManager;
		}

		@Override
		protected void engineInit(@Nullable KeyStore keyStore, char @Nullable [] password) {
		}

		@Override
		protected void engineInit(@Nullable ManagerFactoryParameters parameters) {
		}

		@Override
		protected KeyManager[] engineGetKeyManagers() {
			return new KeyManager[] { this.keyManager };
		}

	}

	private static final class SingleTrustManager extends TrustManagerFactorySpi {

		private final TrustManager trustManager;

		SingleTrustManager(TrustManager trustManager) {
			this.trustManager = trustManager;
		}

		@Override
		protected void engineInit(@Nullable KeyStore keyStore) {
		}

		@Override
		protected void engineInit(@Nullable ManagerFactoryParameters parameters) {
		}

		@Override
		protected TrustManager[] engineGetTrustManagers() {
			return new TrustManager[] { this.trustManager };
		}

	}

}
