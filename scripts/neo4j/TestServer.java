import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.connectors.BoltConnectorInternalSettings;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/**
 * One Neo4j Community server on loopback, for tests: TestServer HOME PORT, the password in TEST_NEO4J_PASSWORD.
 *
 * Writes "ready" once it takes logins, and stops by itself when its standard input ends, so that it never outlives
 * the tests that started it.
 */
public final class TestServer {
  public static void main(String[] args) throws Exception {
    var listen = new SocketAddress("127.0.0.1", Integer.parseInt(args[1]));
    var service = new DatabaseManagementServiceBuilder(Path.of(args[0]))
        .setConfig(BoltConnector.enabled, true)
        .setConfig(BoltConnector.listen_address, listen)
        .setConfig(BoltConnector.advertised_address, listen)
        .setConfig(BoltConnectorInternalSettings.thread_pool_shutdown_wait_time, Duration.ofMillis(200))
        .setConfig(GraphDatabaseSettings.auth_enabled, true)
        .setConfig(GraphDatabaseSettings.preallocate_logical_logs, false)
        .setConfig(GraphDatabaseSettings.pagecache_memory, 64L << 20)
        .build();
    Runtime.getRuntime().addShutdownHook(new Thread(service::shutdown));
    var known = Path.of(args[0], "password-is-set");
    if (Files.notExists(known)) {
      // Only once: a second time the server refuses, because the password would stay what it is.
      service.database("system").executeTransactionally(
          "ALTER USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED",
          Map.of("password", System.getenv("TEST_NEO4J_PASSWORD")));
      Files.createFile(known);
    }
    if (!service.database("neo4j").isAvailable(Duration.ofSeconds(60).toMillis())) {
      throw new IllegalStateException("the database neo4j did not come up");
    }
    System.out.println("ready");
    while (System.in.read() >= 0) {
      // Nothing is expected; the end of the input is the sign to leave.
    }
    System.exit(0);
  }
}
