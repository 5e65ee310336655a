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

	RawSignatures() {
		new Random(1).nextBytes(this.message);
	}

	/** Repeats one signature and a number of verifications. */
	List<Callable<Boolean>> operations(int number, int verifications) {
		return Collections.nCopies(number, () -> signAndVerify(verifications));
	}

	private boolean signAndVerify(int verifications) throws GeneralSecurityException {
		Signature ecdsa = Signature.getInstance("SHA256withECDSA");
		ecdsa.initSign(this.keys.getPrivate());
		ecdsa.update(this.message);
		byte[] signature = ecdsa.sign();
		boolean genuine = true;
		for (int i = 0; i < verifications; i++) {
			ecdsa.initVerify(this.keys.getPublic());
			ecdsa.update(this.message);
			genuine &= ecdsa.verify(signature);
		}
		if (!genuine) {
			throw new IllegalStateException("A good signature doesn't verify");
		}
		return genuine;
	}

}
