package io.soletape.fetch;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.soletape.http.CallHistory;
import io.soletape.http.HttpCaller;
import io.soletape.http.Sleeper;
import io.soletape.market.Platform;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.Row;

/**
 * One task of a fetch: calls the requests of a partition, several at once and both platforms side
 * by side, lands each answer, and returns a receipt per request.
 */
final class FetchPartition implements MapPartitionsFunction<Row, Row> {

  private static final long serialVersionUID = 1L;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final FetchContext context;

  FetchPartition(FetchContext context) {
    this.context = context;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> plan) throws InterruptedException {
    Landing landing = Landing.at(context.landing(), SparkHadoopUtil.get().conf());
    Set<String> landed = landing.ids();
    Map<Platform, Queue<Row>> queues = new EnumMap<>(Platform.class);
    List<Row> receipts = new ArrayList<>();
    while (plan.hasNext()) {
      Row request = plan.next();
      if (landed.contains(request.<String>getAs("request_id"))) {
        receipts.add(Receipt.of(request, "ok", CallHistory.NONE));
      } else {
        queueOf(queues, request).add(request);
      }
    }
    receipts.addAll(callAll(queues, landing));
    return receipts.iterator();
  }

  private List<Row> callAll(Map<Platform, Queue<Row>> queues, Landing landing)
      throws InterruptedException {
    int most = queues.values().stream().mapToInt(this::callers).sum();
    if (most == 0) {
      return List.of();
    }
    ExecutorService pool = Executors.newFixedThreadPool(most);
    try (HttpCaller http = new HttpCaller(CONNECT_TIMEOUT, context.callTimeout(), most)) {
      List<Callable<List<Row>>> callers = new ArrayList<>();
      queues.forEach((platform, queue) -> callers.addAll(callers(platform, queue, http, landing)));
      return results(pool.invokeAll(callers));
    } finally {
      pool.shutdownNow();
    }
  }

  private Collection<Callable<List<Row>>> callers(
      Platform platform, Queue<Row> queue, HttpCaller http, Landing landing) {
    Lane lane = new Lane(platform, FetchPlugin::ask, Sleeper.real(), System::nanoTime);
    RequestCaller caller =
        new RequestCaller(
            context.apis().get(platform),
            http,
            lane,
            context.retries(),
            Sleeper.real(),
            Clock.systemUTC(),
            () -> ThreadLocalRandom.current().nextDouble());
    List<Callable<List<Row>>> callers = new ArrayList<>();
    for (int count = callers(queue); count > 0; count--) {
      callers.add(() -> drain(queue, caller, lane, landing));
    }
    return callers;
  }

  private static List<Row> drain(Queue<Row> queue, RequestCaller caller, Lane lane, Landing landing)
      throws InterruptedException, JsonProcessingException {
    List<Row> receipts = new ArrayList<>();
    Optional<Row> next = Optional.ofNullable(queue.poll());
    while (next.isPresent()) {
      receipts.add(callOne(next.get(), caller, lane, landing));
      next = Optional.ofNullable(queue.poll());
    }
    return receipts;
  }

  private static Row callOne(Row plan, RequestCaller caller, Lane lane, Landing landing)
      throws InterruptedException, JsonProcessingException {
    RequestCaller.Ending ending = caller.call(plan);
    if (ending instanceof RequestCaller.Ending.Answered answered) {
      Answer answer = answered.answer();
      landing.put(plan.getAs("request_id"), answer.toJsonLine());
      lane.ended(!answer.outcome().equals("failed"));
      return Receipt.of(plan, answer.outcome(), ending.history());
    }
    return Receipt.of(plan, Receipt.NOT_ANSWERED, ending.history());
  }

  private int callers(Queue<Row> queue) {
    return Math.min(context.inFlight(), queue.size());
  }

  private static Queue<Row> queueOf(Map<Platform, Queue<Row>> queues, Row request) {
    Platform platform = Platform.ofCode(request.getAs("platform"));
    return queues.computeIfAbsent(platform, missing -> new ConcurrentLinkedQueue<>());
  }

  private static List<Row> results(List<Future<List<Row>>> futures) throws InterruptedException {
    List<Row> receipts = new ArrayList<>();
    Queue<Future<List<Row>>> rest = new ArrayDeque<>(futures);
    while (!rest.isEmpty()) {
      try {
        receipts.addAll(rest.remove().get());
      } catch (ExecutionException e) {
        throw new IllegalStateException("A caller failed: " + e.getCause().getMessage(), e);
      }
    }
    return receipts;
  }
}
