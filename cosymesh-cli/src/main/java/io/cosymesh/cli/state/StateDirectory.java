package io.cosymesh.cli.state;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the local stack keeps what must outlive its processes.
 *
 * @param home the directory itself, absolute
 */
public record StateDirectory(Path home) {

	/** The file of a service's database. */
	public static final String DATABASE = "db.mv.db";

	public static final String NAMESPACE = "cosymesh";

	public StateDirectory {
		home = home.toAbsolutePath().normalize();
	}

	/**
	 * Makes the directories that services and commands write to.
	 */
	public void prepare() {
		PrivateFile.directory(this.home);
		PrivateFile.directory(keys());
		PrivateFile.directory(this.home.resolve("registrations"));
		PrivateFile.directory(registrations());
		PrivateFile.directory(secrets());
		PrivateFile.directory(this.home.resolve("logs"));
		PrivateFile.directory(this.home.resolve("run"));
	}

	Path keys() {
		return this.home.resolve("keys");
	}

	/**
	 * Returns a workload's private key.
	 * @param serviceAccount the workload
	 * @return its PKCS#8 PEM file
	 */
	public Path key(String serviceAccount) {
		return keys().resolve(serviceAccount + ".pem");
	}

	/**
	 * Returns where the CA finds the public keys of workloads.
	 * @return the directory of the stack's namespace
	 */
	public Path registrations() {
		return this.home.resolve("registrations").resolve(NAMESPACE);
	}

	/**
	 * Returns where the CA finds the public key of a workload.
	 * @param serviceAccount the workload
	 * @return a PEM file
	 */
	public Path registration(String serviceAccount) {
		return registrations().resolve(serviceAccount + ".pem");
	}

	/**
	 * Returns the trust bundle that the CA publishes to workloads of this machine.
	 * @return a SPIFFE bundle document
	 */
	public Path trustBundle() {
		return this.home.resolve("trust-bundle.json");
	}

	/**
	 * Says whether the gateway has people of its own already, so that a first password
	 * made now would open nothing.
	 * @return whether its database is there
	 */
	boolean knowsPeople() {
		return Files.exists(this.home.resolve("webui-service").resolve("db.mv.db"));
	}

	/**
	 * Reads the password that the first administrator was made with, unless the gateway
	 * says that it doesn't count any more.
	 * @return the password, empty when it was changed or isn't known here
	 */
	public Optional<String> firstPassword() {
		boolean changed = Files.exists(this.home.resolve("webui-service").resolve("first-password-changed"));
		return changed ? Optional.empty() : read(Secret.ADMIN_PASSWORD);
	}

	/**
	 * Returns the certificate that verifies the gateway.
	 * @return a PEM file
	 */
	public Path gatewayCa() {
		return gateway().resolve("tls").resolve("ca.pem");
	}

	/**
	 * Keeps what verifies a gateway that runs elsewhere, for programs that call it.
	 * @param context how it runs
	 * @param certificates a PEM file
	 * @return the copy
	 */
	public Path keepGatewayCa(ContextName context, Path certificates) {
		Path folder = this.home.resolve("contexts").resolve(context.word());
		PrivateFile.directory(this.home);
		PrivateFile.directory(this.home.resolve("contexts"));
		PrivateFile.directory(folder);
		return PrivateFile.copy(certificates, folder.resolve("gateway-ca.pem"));
	}

	/**
	 * Returns the gateway's database of people and keys, if that is a file.
	 * @return the file
	 */
	public Path people() {
		return gateway().resolve(DATABASE);
	}

	/**
	 * Returns where the gateway keeps people, keys and its certificate.
	 * @return its directory
	 */
	public Path gateway() {
		return this.home.resolve("webui-service");
	}

	/**
	 * Returns where backend-api keeps voices and their audio.
	 * @return its directory
	 */
	public Path voices() {
		return this.home.resolve("backend-api");
	}

	/**
	 * Returns a service's log.
	 * @param service the service
	 * @return its log file
	 */
	public Path log(String service) {
		return this.home.resolve("logs").resolve(service + ".log");
	}

	/**
	 * Returns the record of a service's process.
	 * @param service the service
	 * @return a JSON file
	 */
	public Path processRecord(String service) {
		return this.home.resolve("run").resolve(service + ".json");
	}

	/**
	 * Returns the file that holds a service's process number and nothing else, for
	 * scripts.
	 * @param service the service
	 * @return its pid file
	 */
	public Path pidFile(String service) {
		return this.home.resolve("run").resolve(service + ".pid");
	}

	/**
	 * Returns where the Workload API of a workload listens.
	 * @param serviceAccount the workload
	 * @return a Unix socket
	 */
	public Path socket(String serviceAccount) {
		return this.home.resolve("run").resolve(serviceAccount + ".sock");
	}

	/**
	 * Returns the settings the stack was last started with.
	 * @return a JSON file
	 */
	public Path settings() {
		return this.home.resolve("run").resolve("stack.json");
	}

	/**
	 * Returns the file whose lock keeps two commands from changing the stack at once.
	 * @return the lock file
	 */
	public Path lock() {
		return this.home.resolve("run").resolve("lock");
	}

	Path secrets() {
		return this.home.resolve("secrets");
	}

	/**
	 * Reads a secret.
	 * @param secret which one
	 * @return its value, or empty before the first start
	 */
	public Optional<String> read(Secret secret) {
		return secret.read(secrets());
	}

}
