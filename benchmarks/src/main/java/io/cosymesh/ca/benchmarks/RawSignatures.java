package io.cosymesh.ca.benchmarks;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;

/**
 * The signature operations of one issuance and nothing else: P-256 with SHA-256 over as
 * many bytes as a certificate has.
 */
final class RawSignatures {

	private static final int MESSAGE_BYTES = 512;

	private final byte[] message = new byte[MESSAGE_BYTES];

	private final KeyPair keys = BenchedCa.newKeys();

	private final Signature signing;

	private final Signature verifying;

	RawSignatures() {
		new Random(1).nextBytes(this.message);
		try {
			this.signing = Signature.getInstance("SHA256withECDSA");
			this.verifying = Signature.getInstance("SHA256withECDSA");
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("This Java has no ECDSA", ex);
		}
	}

	/** Repeats one signature and a number of verifications. */
	List<Callable<Boolean>> operations(int number, int verifications) {
		return Collections.nCopies(number, () -> signAndVerify(verifications));
	}

	private boolean signAndVerify(int verifications) throws GeneralSecurityException {
		this.signing.initSign(this.keys.getPrivate());
		this.signing.update(this.message);
		byte[] signature = this.signing.sign();
		boolean genuine = true;
		for (int i = 0; i < verifications; i++) {
			this.verifying.initVerify(this.keys.getPublic());
			this.verifying.update(this.message);
			genuine &= this.verifying.verify(signature);
		}
		if (!genuine) {
			throw new IllegalStateException("A good signature doesn't verify");
		}
		return genuine;
	}

}
