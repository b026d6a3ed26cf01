// JUnit 5 and Testcontainers: one container for all tests, a world for each.
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

@Testcontainers
class WorldsTest {
  @Container
  static final GenericContainer<?> DASHSIM =
      new GenericContainer<>("registry.example.com/dashsim:0.1.0")
          .withEnv("DASHSIM_AUTO_WORLDS", "true")
          .withExposedPorts(8080)
          .waitingFor(Wait.forHttp("/_sim/health"));

  final HttpClient http = HttpClient.newHttpClient();
  String world;

  @BeforeEach
  void nameOfTheWorld(TestInfo test) {
    world = test.getTestMethod().orElseThrow().getName();
  }

  @AfterEach
  void worldIsGone() throws Exception {
    send("DELETE", "/_sim/worlds/" + world, "");
  }

  @Test
  void sitesAreThere() throws Exception {
    assertEquals(200, send("GET", "/api/accounts/9900000/sites", "").statusCode());
  }

  @Test
  void timeMovesByCommand() throws Exception {
    assertEquals(200, send("POST", "/_sim/clock/advance", "{\"by\": \"5m\"}").statusCode());
  }

  HttpResponse<String> send(String method, String path, String body) throws Exception {
    var url = "http://" + DASHSIM.getHost() + ":" + DASHSIM.getMappedPort(8080) + path;
    var credentials = Base64.getEncoder().encodeToString("tester:secret".getBytes());
    var request = HttpRequest.newBuilder(URI.create(url))
        .header("Authorization", "Basic " + credentials)
        .header("X-Sim-World", world)
        .method(method, BodyPublishers.ofString(body))
        .build();
    return http.send(request, BodyHandlers.ofString());
  }
}
