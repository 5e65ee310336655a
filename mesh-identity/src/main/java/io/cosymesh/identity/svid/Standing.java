package io.cosymesh.identity.svid;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

import io.cosymesh.identity.bundle.TrustBundleSource;

/**
 * How an SVID that was good once stands with the bundles of now.
 */
public sealed interface Standing {

	/**
	 * Judges an SVID.
	 * @param chain its certificates, leaf first
	 * @param bundles the bundles of now
	 * @param at the moment to judge at
	 * @return how it stands
	 */
	static Standing of(List<X509Certificate> chain, TrustBundleSource bundles, Instant at) {
		try {
			return ChainOfTrust.validate(chain, bundles, at).isTainted() ? new Tainted() : new Sound();
		}
		catch (SvidRefusedException ex) {
			return new Refused(ex.refusal());
		}
		// As in a handshake: what breaks the parser is refused.
		catch (RuntimeException ex) {
			return new Refused(SvidRefusal.MALFORMED_CERTIFICATE);
		}
	}

	/**
	 * Everybody accepts it.
	 */
	record Sound() implements Standing {
	}

	/**
	 * Everybody still accepts it, but a signing certificate it hangs on is on its way
	 * out.
	 */
	record Tainted() implements Standing {
	}

	/**
	 * Nobody accepts it any more.
	 *
	 * @param reason why
	 */
	record Refused(SvidRefusal reason) implements Standing {
	}

}
