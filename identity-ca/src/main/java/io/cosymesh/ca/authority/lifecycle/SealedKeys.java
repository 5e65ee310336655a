package io.cosymesh.ca.authority.lifecycle;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;

import io.cosymesh.ca.authority.AuthorityUnusableException;
import io.cosymesh.ca.sealing.KeyEncryptionKey;
import io.cosymesh.ca.sealing.SealBrokenException;

/**
 * Private keys as the database keeps them: PKCS#8, sealed for one authority.
 */
final class SealedKeys {

	private static final String RESTORE = "Restore the database from a backup. If the row may have been changed on"
			+ " purpose, replace every authority.";

	private final KeyEncryptionKey key;

	SealedKeys(KeyEncryptionKey key) {
		this.key = key;
	}

	String check() {
		return this.key.check();
	}

	String seal(PrivateKey secret, Authority authority) {
		byte[] encoded = secret.getEncoded();
		try {
			return this.key.seal(encoded, authority.purpose());
		}
		finally {
			Arrays.fill(encoded, (byte) 0);
		}
	}

	/**
	 * Opens a private key.
	 * @param sealed what the database holds
	 * @param authority whose key it has to be
	 * @return the key
	 * @throws AuthorityUnusableException if it isn't that authority's
	 */
	PrivateKey open(String sealed, Authority authority) {
		try {
			byte[] encoded = this.key.open(sealed, authority.purpose());
			PrivateKey opened = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
			Arrays.fill(encoded, (byte) 0);
			if (!KeyMatch.belongTogether(opened, authority.identity().publicKey())) {
				throw new AuthorityUnusableException(
						"The private key of %s is not the one of its public half.".formatted(authority.purpose()),
						RESTORE);
			}
			return opened;
		}
		catch (SealBrokenException | GeneralSecurityException ex) {
			throw new AuthorityUnusableException(
					"The sealed key of %s does not open: its row has been changed.".formatted(authority.purpose()),
					RESTORE, ex);
		}
	}

	/** Seals a key that another key-encryption key sealed. */
	String reseal(SealedKeys previous, String sealed, Authority authority) {
		return seal(previous.open(sealed, authority), authority);
	}

}
