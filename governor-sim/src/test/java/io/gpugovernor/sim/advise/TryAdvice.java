package io.gpugovernor.sim.advise;
public class TryAdvice {
  public static void main(String[] a) {
    for (long s = Long.parseLong(a[0]); s <= Long.parseLong(a[1]); s++) {
      Question q = RandomLoads.of(s);
      long t = System.nanoTime();
      Advice ad = new Advisor(l -> {}).advise(q);
      System.out.printf("seed %d %s rate %.2f %s %s: %.1f s%n", s, q.demand().label(), q.rate().perSecond(), q.slo(), q.node().rental(), (System.nanoTime()-t)/1e9);
      for (Choice c : ad.ranking()) System.out.printf("   %s b%d %s %.0f J kept %.4f ttft %s tbt %s widest %d%n", c.configuration().fleet().label(), c.configuration().maxSequences(), c.configuration().clock(), c.score(), c.trial().kept().value(), c.trial().ttft(), c.trial().tbt(), c.trial().widest());
      System.out.println(ad.most());
      java.lang.reflect.Method m; try { m = AdviceAgreementTest.class.getDeclaredMethod("disagreement", long.class); m.setAccessible(true); t=System.nanoTime(); System.out.println(m.invoke(null, s) + " " + (System.nanoTime()-t)/1e9); } catch (Exception e) { throw new RuntimeException(e); }
    }
  }
}
