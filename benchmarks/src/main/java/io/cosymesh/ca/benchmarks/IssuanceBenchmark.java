package io.cosymesh.ca.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Batches of issuances beside batches of the signature operations in them. A renewal
 * signs the leaf and verifies the CSR; an attestation verifies the workload's JWT as
 * well.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class IssuanceBenchmark {

	/**
	 * Renews SVIDs.
	 * @param batch the renewals
	 * @return the last SVID
	 * @throws Exception if one is refused
	 */
	@Benchmark
	public X509Certificate renewal(Renewals batch) throws Exception {
		return ProcessorTime.measure(batch.operations);
	}

	/**
	 * Attests workloads by their keys.
	 * @param batch the attestations
	 * @return the last SVID
	 * @throws Exception if one is refused
	 */
	@Benchmark
	public X509Certificate attestation(Attestations batch) throws Exception {
		return ProcessorTime.measure(batch.operations);
	}

	/**
	 * Does the signature operations of renewals.
	 * @param batch how many
	 * @return that all went well
	 * @throws Exception if one fails
	 */
	@Benchmark
	public Boolean rawRenewal(Raw batch) throws Exception {
		return ProcessorTime.measure(batch.signatures.operations(batch.size, 1));
	}

	/**
	 * Does the signature operations of attestations.
	 * @param batch how many
	 * @return that all went well
	 * @throws Exception if one fails
	 */
	@Benchmark
	public Boolean rawAttestation(Raw batch) throws Exception {
		return ProcessorTime.measure(batch.signatures.operations(batch.size, 2));
	}

	/**
	 * Renewals of one batch.
	 */
	@State(Scope.Benchmark)
	public static class Renewals {

		/** How many there are in a batch. */
		@Param("2000")
		public int size;

		List<Callable<X509Certificate>> operations = List.of();

		/** Prepares a batch. */
		@Setup(Level.Iteration)
		public void prepare() throws Exception {
			this.operations = SharedCa.get().renewals(this.size);
		}

	}

	/**
	 * Attestations of one batch.
	 */
	@State(Scope.Benchmark)
	public static class Attestations {

		/** How many there are in a batch. */
		@Param("2000")
		public int size;

		List<Callable<X509Certificate>> operations = List.of();

		/** Prepares a batch. */
		@Setup(Level.Iteration)
		public void prepare() {
			this.operations = SharedCa.get().attestations(this.size);
		}

	}

	/**
	 * Signature operations of one batch.
	 */
	@State(Scope.Benchmark)
	public static class Raw {

		/** How many there are in a batch. */
		@Param("2000")
		public int size;

		final RawSignatures signatures = new RawSignatures();

	}

	private static final class SharedCa {

		private static final BenchedCa CA = start();

		static BenchedCa get() {
			return CA;
		}

		private static BenchedCa start() {
			try {
				Path home = Files.createTempDirectory("benched-ca");
				return BenchedCa.start(home);
			}
			catch (IOException ex) {
				throw new IllegalStateException("No place for a CA", ex);
			}
		}

	}

}
