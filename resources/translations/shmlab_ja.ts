<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
<context>
    <name>shmlab::ui::AdviceText</name>
    <message>
        <source>may be removed</source>
        <translation>削除してよい</translation>
    </message>
    <message>
        <source>ask its users first</source>
        <translation>使用者に確認</translation>
    </message>
    <message>
        <source>leave it</source>
        <translation>そのまま</translation>
    </message>
    <message>
        <source>Processes use it.</source>
        <translation>プロセスが使用しています。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::BarChart</name>
    <message>
        <source>one way</source>
        <translation>片道</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::BenchCommand</name>
    <message>
        <source>the comparison needs two processors, and there is one</source>
        <translation>比較にはプロセッサが二つ必要ですが、一つしかありません</translation>
    </message>
    <message>
        <source>round %1 of %2: %3</source>
        <translation>%2回中%1回目: %3</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::BenchText</name>
    <message>
        <source>spread</source>
        <translation>範囲</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>processor</source>
        <translation>プロセッサ</translation>
    </message>
    <message>
        <source>× limit</source>
        <translation>限界比</translation>
    </message>
    <message>
        <source>(not measured)</source>
        <translation>(未測定)</translation>
    </message>
    <message>
        <source>What is measured</source>
        <translation>何を測るか</translation>
    </message>
    <message>
        <source>Spinning: as fast as the hardware</source>
        <translation>スピン: ハードウェアの速さ</translation>
    </message>
    <message>
        <source>One cache line or two</source>
        <translation>キャッシュラインは一つか二つか</translation>
    </message>
    <message>
        <source>Sleeping: through the kernel</source>
        <translation>スリープ: カーネルを通る道</translation>
    </message>
    <message>
        <source>Adaptive: both</source>
        <translation>適応: 両方</translation>
    </message>
    <message>
        <source>Shmlab, spinning</source>
        <translation>Shmlab、スピン</translation>
    </message>
    <message>
        <source>Shmlab, adaptive</source>
        <translation>Shmlab、適応</translation>
    </message>
    <message>
        <source>Two atomics, a cache line each</source>
        <translation>二つのアトミック変数、別のキャッシュライン</translation>
    </message>
    <message>
        <source>Shmlab, sleeping</source>
        <translation>Shmlab、スリープ</translation>
    </message>
    <message>
        <source>Shmlab, sleeping each time</source>
        <translation>Shmlab、毎回スリープ</translation>
    </message>
    <message>
        <source>Futex</source>
        <translation>futex</translation>
    </message>
    <message>
        <source>Pipe</source>
        <translation>パイプ</translation>
    </message>
    <message>
        <source>UNIX socket</source>
        <translation>UNIXソケット</translation>
    </message>
    <message>
        <source>Event descriptor</source>
        <translation>イベント記述子</translation>
    </message>
    <message>
        <source>POSIX message queue</source>
        <translation>POSIXメッセージキュー</translation>
    </message>
    <message>
        <source>POSIX semaphore</source>
        <translation>POSIXセマフォ</translation>
    </message>
    <message>
        <source>Mutex and condition</source>
        <translation>ミューテックスと条件変数</translation>
    </message>
    <message>
        <source>QSharedMemory, QSystemSemaphore</source>
        <translation>QSharedMemory、QSystemSemaphore</translation>
    </message>
    <message>
        <source>Mechanism</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>%1 is not available here: %2</source>
        <translation>%1はここでは使えません: %2</translation>
    </message>
    <message>
        <source>Two processes, each on a processor of its own, hand a number back and forth. The one-way latency is half of the round-trip time. Every mechanism does the same job; they differ in how the peer learns that there is a new number.</source>
        <translation>二つのプロセスが、それぞれ別のプロセッサの上で、数を渡し合います。片道の遅延は往復の時間の半分です。どの方式も同じ仕事をし、新しい数が来たことを相手がどう知るかだけが違います。</translation>
    </message>
    <message>
        <source>With a cache line for each counter the latency is %1. The 2015 format has both counters in one line, so one transfer brings everything; with two lines, the side that reads does not disturb the side that writes. Which one is faster depends on the machine.</source>
        <translation>カウンタごとに別のキャッシュラインを使うと、遅延は%1です。2015年の形式は両方のカウンタを一つのラインに置くので、一度の転送ですべて届きます。二つのラインなら、読む側が書く側の邪魔をしません。どちらが速いかは機械によります。</translation>
    </message>
    <message>
        <source>A sleeping process uses no processor time, but waking it goes through the kernel: a system call, a search for the sleeper, an interrupt to the other processor, which must leave its idle state and switch to the process. A futex takes %1, which is %2 times the limit; Shmlab, sleeping, takes %3. Before it sleeps it polls for as long as going to sleep takes: often the answer comes meanwhile, and neither side enters the idle state. It sets the flag that it sleeps only once, since each change moves a cache line.</source>
        <translation>眠っているプロセスはプロセッサ時間を使いませんが、起こすにはカーネルを通ります。システムコール、眠っているプロセスを探すこと、もう一つのプロセッサへの割り込みがあり、そのプロセッサはアイドル状態を抜けてプロセスに切り替えなければなりません。futexは%1で限界の%2倍、スリープするShmlabは%3です。眠る前に、眠りに入るのにかかる時間だけポーリングします。その間に答えが来ることが多く、どちらの側もアイドル状態に入りません。眠ることを示すフラグは一度しか立てません。変更のたびにキャッシュラインが移動するからです。</translation>
    </message>
    <message>
        <source>Pipes, sockets, queues</source>
        <translation>パイプ、ソケット、キュー</translation>
    </message>
    <message>
        <source>A pipe (%1), a socket (%2), an event descriptor (%3) and a message queue (%4) also carry the data through the kernel, which copies it in and out, takes locks, and wakes the reader. Semaphores (%5) and a mutex with a condition variable (%6) are built on futexes, with more steps.</source>
        <translation>パイプ(%1)、ソケット(%2)、イベント記述子(%3)、メッセージキュー(%4)はデータもカーネルを通します。カーネルは出し入れでコピーし、ロックを取り、読む側を起こします。セマフォ(%5)と、ミューテックスと条件変数(%6)はfutexの上に作られていて、手順が増えます。</translation>
    </message>
    <message>
        <source>It pays to poll for an answer that comes soon, but not for one that takes long. Adaptive waiting polls for about as long as sleeping and being woken would take, then sleeps: %1 if the peer answers at once, and almost no processor time if it does not.</source>
        <translation>すぐ来る答えはポーリングして待つ価値がありますが、時間のかかる答えにはありません。適応待ちは、眠って起こされるのにかかる程度の時間だけポーリングし、その後眠ります。相手がすぐ答えれば%1、答えなければプロセッサ時間はほとんど使いません。</translation>
    </message>
    <message>
        <source>Two atomics, bare loop</source>
        <translation>二つのアトミック変数、単純なループ</translation>
    </message>
    <message>
        <source>Two atomics, ordered store</source>
        <translation>二つのアトミック変数、順序付きの書き込み</translation>
    </message>
    <message>
        <source>Two atomics, late first look</source>
        <translation>二つのアトミック変数、間を置いて見る</translation>
    </message>
    <message>
        <source>Two atomics, ordered store, late first look</source>
        <translation>二つのアトミック変数、順序付きの書き込み、間を置いて見る</translation>
    </message>
    <message>
        <source>The limit</source>
        <translation>限界</translation>
    </message>
    <message>
        <source>The limit: %1</source>
        <translation>限界: %1</translation>
    </message>
    <message>
        <source>two modes, %1 and %2, in %3 of %4 rounds</source>
        <translation>二つの山(%1と%2)、%4回中%3回</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1: %2。</translation>
    </message>
    <message>
        <source>One-way latency: mean by total time, as the median of %1 rounds, the spread of these means, p50 and p99 of the rounds, processor time of both sides. Processors %2 and %3.</source>
        <translation>片道の所要時間: 総時間による平均(%1回の中央値)、その幅、各回のp50とp99、両側のプロセッサ時間。プロセッサ%2と%3。</translation>
    </message>
    <message>
        <source>The limit is the fastest loop over two atomics. The clock is read once per round trip, while the number travels, which takes %1; in loops without a pause once per hundred round trips.</source>
        <translation>限界は、二つのアトミック変数だけの最速のループです。時計は1往復に1回、数が届くまでの間に読み、%1かかります。間を置かないループでは100往復に1回です。</translation>
    </message>
    <message>
        <source>A spinning process reads the memory again and again. The number lies in a cache line, which must be transferred from one core&apos;s cache to the other&apos;s: %1 here, with the fastest of several loops, which is the limit. A bare loop takes %2: where cores share a cache, a side that looks for the answer at once takes the line away from the one that must write to it. Shmlab, spinning, takes %3: checks, statistics and reading the clock are done while the number travels, and how long to wait before the first look is measured. The price is one processor fully used, even when nothing happens.</source>
        <translation>スピンするプロセスは、メモリを何度も読み続けます。数はキャッシュラインにあり、一方のコアのキャッシュから他方へ移す必要があります。ここでは、複数のループのうち最速のもので%1かかり、これが限界です。単純なループは%2です。コアがキャッシュを共有する場合、答えをすぐに見に行く側が、これから書く側からラインを奪うからです。スピンするShmlabは%3です。検査、統計、時計の読み取りは数が届くまでの間に行い、最初に見るまで待つ長さは計測して決めます。代償として、何も起きなくてもプロセッサを一つ占有します。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; takes %2 times as long as &quot;%3&quot;, the fastest of the other mechanisms that sleep each time: median of the ratios within each round.</source>
        <translation>「%1」の所要時間は、毎回眠る他の仕組みのうち最速の「%3」の%2倍です(各ラウンド内の比の中央値)。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::ChangeText</name>
    <message>
        <source>mapped to write by %1</source>
        <translation>%1が読み書き用にマップ</translation>
    </message>
    <message>
        <source>mapped to read by %1</source>
        <translation>%1が読み取り用にマップ</translation>
    </message>
    <message>
        <source>unmapped by %1</source>
        <translation>%1がマップを解除</translation>
    </message>
    <message>
        <source>opened by %1</source>
        <translation>%1が開いた</translation>
    </message>
    <message>
        <source>released by %1</source>
        <translation>%1が手放した</translation>
    </message>
    <message>
        <source>sized from %1 to %2</source>
        <translation>サイズ変更: %1 → %2</translation>
    </message>
    <message>
        <source>mode changed from %1 to %2</source>
        <translation>モード変更: %1 → %2</translation>
    </message>
    <message>
        <source>owner changed from %1 to %2</source>
        <translation>所有者変更: %1 → %2</translation>
    </message>
    <message>
        <source>inode %1, %2, %3</source>
        <translation>inode %1、%2、%3</translation>
    </message>
    <message>
        <source>held without a name: %1</source>
        <translation>名前なしで保持: %1</translation>
    </message>
    <message>
        <source>existed: %1</source>
        <translation>以前から存在: %1</translation>
    </message>
    <message>
        <source>created: %1</source>
        <translation>作成: %1</translation>
    </message>
    <message>
        <source>unlinked</source>
        <translation>名前が削除された</translation>
    </message>
    <message>
        <source>freed: the last holder released it</source>
        <translation>解放: 最後の保持プロセスが手放した</translation>
    </message>
    <message>
        <source>created again as inode %1, which was %2</source>
        <translation>inode %1として作り直された(以前は%2)</translation>
    </message>
    <message>
        <source>verdict: %1, was %2</source>
        <translation>判定: %1(以前は%2)</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::CloseQuestion</name>
    <message>
        <source>Close the window?</source>
        <translation>ウィンドウを閉じますか?</translation>
    </message>
    <message>
        <source>&amp;Save and close</source>
        <translation>保存して閉じる(&amp;S)</translation>
    </message>
    <message>
        <source>Close &amp;without saving</source>
        <translation>保存せずに閉じる(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>閉じる(&amp;C)</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::ClosingActions</name>
    <message>
        <source>&amp;Close</source>
        <translation>閉じる(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::CommandLine</name>
    <message>
        <source>Two processes share a page of POSIX shared memory and keep writing a number larger than the other&apos;s.

Commands (each with its own --help):
</source>
        <translation>二つのプロセスがPOSIX共有メモリの1ページを共有し、相手より大きい数を書き続けます。

コマンド(それぞれに--helpがあります):
</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>(なし)</translation>
    </message>
    <message>
        <source>Choose a role in a window.</source>
        <translation>ウィンドウで役割を選びます。</translation>
    </message>
    <message>
        <source>The object&apos;s name.</source>
        <translation>オブジェクトの名前。</translation>
    </message>
    <message>
        <source>Usage: shmlab [command] [options]</source>
        <translation>使い方: shmlab [コマンド] [オプション]</translation>
    </message>
    <message>
        <source>Exit codes: 0 done, 1 failed, 2 wrong usage, 3 no such object, 4 the role is taken or the object exists, 129/130/143 ended by SIGHUP/SIGINT/SIGTERM after cleaning up.</source>
        <translation>終了コード: 0 完了、1 失敗、2 使い方の誤り、3 オブジェクトがない、4 役割が使用中またはオブジェクトが既にある、129/130/143 後始末をしてSIGHUP/SIGINT/SIGTERMで終了。</translation>
    </message>
    <message>
        <source>Usage: shmlab %1 [options]</source>
        <translation>使い方: shmlab %1 [オプション]</translation>
    </message>
    <message>
        <source>the name of an object is missing</source>
        <translation>オブジェクトの名前がありません</translation>
    </message>
    <message>
        <source>NAME is the object&apos;s name, with or without its slash; /test.shmem if not given.</source>
        <translation>NAMEはオブジェクトの名前です。先頭のスラッシュはあってもなくてもかまいません。省略時は/test.shmemです。</translation>
    </message>
    <message>
        <source>NAME is the object&apos;s name, with or without its slash.</source>
        <translation>NAMEはオブジェクトの名前です。先頭のスラッシュはあってもなくてもかまいません。</translation>
    </message>
    <message>
        <source>Bytes that cannot be typed are written \xHH, a backslash \\.</source>
        <translation>入力できないバイトは\xHH、バックスラッシュは\\と書きます。</translation>
    </message>
    <message>
        <source>argument %1 is not text in this locale; write such bytes as \xHH</source>
        <translation>引数%1はこのロケールの文字ではありません。そのようなバイトは\xHHと書いてください</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a command</source>
        <translation>「%1」というコマンドはありません</translation>
    </message>
    <message>
        <source>unknown option %1</source>
        <translation>不明なオプション%1</translation>
    </message>
    <message>
        <source>--%1 requires a value</source>
        <translation>--%1には値が必要です</translation>
    </message>
    <message>
        <source>--%1 takes no value, but &quot;%2&quot; was given</source>
        <translation>--%1は値を取りませんが、「%2」が指定されました</translation>
    </message>
    <message>
        <source>--%1 %2: not %3</source>
        <translation>--%1 %2: %3ではありません</translation>
    </message>
    <message>
        <source>unexpected argument &quot;%1&quot;</source>
        <translation>余分な引数「%1」</translation>
    </message>
    <message>
        <source>--%1 requires %2</source>
        <translation>--%1には%2が必要です</translation>
    </message>
    <message>
        <source>--%1 requires the name of an object</source>
        <translation>--%1にはオブジェクトの名前が必要です</translation>
    </message>
    <message>
        <source>--%1 and --%2 are mutually exclusive</source>
        <translation>--%1と--%2は同時に使えません</translation>
    </message>
    <message>
        <source>give one of these: the name of an object, --stale or --unused, --keep</source>
        <translation>次のいずれか一つを指定してください: オブジェクトの名前、--staleまたは--unused、--keep</translation>
    </message>
    <message>
        <source>BYTES</source>
        <translation>バイト数</translation>
    </message>
    <message>
        <source>Size of the object in bytes, or with the suffix K, M or G; default 4096.</source>
        <translation>オブジェクトのサイズ。バイト数、または接尾辞K、M、G付きの数。既定は4096。</translation>
    </message>
    <message>
        <source>a size of at least 8 bytes, such as 4096, 64K or 1M</source>
        <translation>4096、64K、1Mのような8バイト以上のサイズ</translation>
    </message>
    <message>
        <source>TIME</source>
        <translation>時間</translation>
    </message>
    <message>
        <source>Time between turns, such as 800ms or 1.5s, from 1ms to 1h; default 800ms for a server, 500ms for a client.</source>
        <translation>ターンの間隔。800msや1.5sのように、1msから1hまで。既定はサーバが800ms、クライアントが500ms。</translation>
    </message>
    <message>
        <source>a duration from 1ms to 1h, such as 800ms or 1.5s</source>
        <translation>800msや1.5sのような、1msから1hまでの時間</translation>
    </message>
    <message>
        <source>NUMBER</source>
        <translation>数</translation>
    </message>
    <message>
        <source>Number of turns, or &quot;forever&quot;; default 10 in the terminal and &quot;forever&quot; in a window.</source>
        <translation>ターンの回数、または&quot;forever&quot;(無制限)。既定は端末では10、ウィンドウでは&quot;forever&quot;。</translation>
    </message>
    <message>
        <source>a positive number or &quot;forever&quot;</source>
        <translation>正の数または&quot;forever&quot;</translation>
    </message>
    <message>
        <source>End after this time, such as 10s or 5min, instead of after a number of turns.</source>
        <translation>ターンの回数ではなく、10sや5minのような時間で終了する。</translation>
    </message>
    <message>
        <source>a duration from 1ms to a year, such as 10s or 5min</source>
        <translation>10sや5minのような、1msから1年までの時間</translation>
    </message>
    <message>
        <source>PACE</source>
        <translation>ペース</translation>
    </message>
    <message>
        <source>&quot;timer&quot;: one turn per period; &quot;full&quot;: answer at once, until --turns or --for ends it; default timer.</source>
        <translation>&quot;timer&quot;: 周期ごとに1ターン。&quot;full&quot;: --turnsか--forで終わるまで、すぐに応答する。既定はtimer。</translation>
    </message>
    <message>
        <source>&quot;timer&quot; or &quot;full&quot;</source>
        <translation>&quot;timer&quot;または&quot;full&quot;</translation>
    </message>
    <message>
        <source>MODE</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>At full speed, wait for the peer by &quot;spin&quot;: poll on a core of its own; &quot;adaptive&quot;: poll briefly, then sleep; &quot;sleep&quot;: sleep unless the answer comes at once; default adaptive.</source>
        <translation>全速のときに相手を待つ方法。&quot;spin&quot;: コアを一つ占有してポーリングする。&quot;adaptive&quot;: 短くポーリングしてから眠る。&quot;sleep&quot;: すぐに答えが来なければ眠る。既定はadaptive。</translation>
    </message>
    <message>
        <source>&quot;spin&quot;, &quot;adaptive&quot; or &quot;sleep&quot;</source>
        <translation>&quot;spin&quot;、&quot;adaptive&quot;、&quot;sleep&quot;のいずれか</translation>
    </message>
    <message>
        <source>At full speed, run on this processor only.</source>
        <translation>全速のとき、このプロセッサだけで実行する。</translation>
    </message>
    <message>
        <source>the number of a processor</source>
        <translation>プロセッサの番号</translation>
    </message>
    <message>
        <source>How often to measure each mechanism; default 9.</source>
        <translation>各方法を計測する回数。既定は9。</translation>
    </message>
    <message>
        <source>a number from 1 to 10000</source>
        <translation>1から10000までの数</translation>
    </message>
    <message>
        <source>A,B</source>
        <translation>A,B</translation>
    </message>
    <message>
        <source>Processors of the two processes; default: the first two that are allowed.</source>
        <translation>二つのプロセスのプロセッサ。既定は使用が許された最初の二つ。</translation>
    </message>
    <message>
        <source>two different processors, such as 0,1</source>
        <translation>0,1のような、二つの異なるプロセッサ</translation>
    </message>
    <message>
        <source>Print comma-separated values.</source>
        <translation>カンマ区切りで出力する。</translation>
    </message>
    <message>
        <source>Print one JSON object.</source>
        <translation>一つのJSONオブジェクトを出力する。</translation>
    </message>
    <message>
        <source>With --json: print the result so far after each round, one line each.</source>
        <translation>--jsonと共に: 各回の後に、それまでの結果を1行ずつ出力する。</translation>
    </message>
    <message>
        <source>Start at once instead of with the Start button.</source>
        <translation>開始ボタンを待たずにすぐに始める。</translation>
    </message>
    <message>
        <source>SIDE</source>
        <translation>側</translation>
    </message>
    <message>
        <source>Open the window in the &quot;left&quot; or the &quot;right&quot; half of the screen.</source>
        <translation>ウィンドウを画面の左半分(&quot;left&quot;)か右半分(&quot;right&quot;)に開く。</translation>
    </message>
    <message>
        <source>&quot;left&quot; or &quot;right&quot;</source>
        <translation>&quot;left&quot;または&quot;right&quot;</translation>
    </message>
    <message>
        <source>Wait for a server if there is none, and for the next one when it leaves; the default in a window.</source>
        <translation>サーバがなければ待ち、離脱すれば次のサーバを待つ。ウィンドウでの既定。</translation>
    </message>
    <message>
        <source>Fail if there is no server; the default in the terminal.</source>
        <translation>サーバがなければ失敗する。端末での既定。</translation>
    </message>
    <message>
        <source>End when the server leaves, instead of joining the next one.</source>
        <translation>サーバが離脱したら、次のサーバに参加せずに終了する。</translation>
    </message>
    <message>
        <source>Join objects that belong to other users or that others may write to.</source>
        <translation>他のユーザが所有するオブジェクトや、他のユーザが書き込めるオブジェクトにも参加する。</translation>
    </message>
    <message>
        <source>Run in the terminal, without a window.</source>
        <translation>ウィンドウを開かず、端末で実行する。</translation>
    </message>
    <message>
        <source>With --headless: print one JSON object per turn, at full speed per second, and one at the end.</source>
        <translation>--headlessと共に: ターンごと(全速では毎秒)に一つ、最後に一つのJSONオブジェクトを出力する。</translation>
    </message>
    <message>
        <source>Print the table in the terminal, without a window.</source>
        <translation>ウィンドウを開かず、表を端末に出力する。</translation>
    </message>
    <message>
        <source>Print all objects as one JSON object in the terminal; with NAME or --follow, one JSON object per line.</source>
        <translation>すべてのオブジェクトを一つのJSONオブジェクトとして端末に出力する。NAMEか--followがあれば、1行に一つのJSONオブジェクト。</translation>
    </message>
    <message>
        <source>Print all objects as comma-separated values in the terminal.</source>
        <translation>すべてのオブジェクトをカンマ区切りで端末に出力する。</translation>
    </message>
    <message>
        <source>With NAME: also ask the kernel who uses the object, by a lease of a moment; a process that opens the object meanwhile waits, or fails with EWOULDBLOCK.</source>
        <translation>NAMEと共に: オブジェクトが使われているかどうかを、一瞬のリースでカーネルにも尋ねる。その間にオブジェクトを開くプロセスは待つか、EWOULDBLOCKで失敗する。</translation>
    </message>
    <message>
        <source>Print a line in the terminal whenever an object is created, resized, opened, mapped, released or unlinked, until Ctrl+C; as root with the process that did it. NAME may be a pattern, such as &apos;psm_*&apos;.</source>
        <translation>オブジェクトの作成、サイズ変更、オープン、マップ、解放、名前の削除のたびに、Ctrl+Cまで端末に1行を出力する。rootではそれを行ったプロセスも示す。NAMEは&apos;psm_*&apos;のようなパターンでもよい。</translation>
    </message>
    <message>
        <source>With --follow: time between two looks at all processes, such as 250ms or 2s, from 1ms to 1h; default 250ms.</source>
        <translation>--followと共に: すべてのプロセスを調べる間隔。250msや2sのように、1msから1hまで。既定は250ms。</translation>
    </message>
    <message>
        <source>OFFSET</source>
        <translation>オフセット</translation>
    </message>
    <message>
        <source>Where to begin, such as 4096, 0x40+8*3, 2M or end-16; default 0.</source>
        <translation>始める位置。4096、0x40+8*3、2M、end-16など。既定は0。</translation>
    </message>
    <message>
        <source>LENGTH</source>
        <translation>長さ</translation>
    </message>
    <message>
        <source>Number of bytes, written like an offset; default: all that follow.</source>
        <translation>バイト数。オフセットと同じ書き方。既定は残りすべて。</translation>
    </message>
    <message>
        <source>Write the bytes unchanged instead of as hexadecimal numbers.</source>
        <translation>16進数ではなく、バイトをそのまま出力する。</translation>
    </message>
    <message>
        <source>List all STALE objects: nobody is seen to use them, and their maker is gone or their kind ends with it. With --yes, remove them.</source>
        <translation>STALEのオブジェクトをすべて一覧にする。使用者が見えず、作成者がもういないか、作成者と共に終わる種類のもの。--yesを付けると削除する。</translation>
    </message>
    <message>
        <source>The same for UNUSED objects: nobody is seen to use them, but somebody may come for them. May be combined with --stale.</source>
        <translation>UNUSEDのオブジェクトについて同様。使用者は見えないが、後で使う者が来るかもしれないもの。--staleと併用できる。</translation>
    </message>
    <message>
        <source>GLOB</source>
        <translation>パターン</translation>
    </message>
    <message>
        <source>Of these, only those whose name matches, such as &apos;psm_*&apos;.</source>
        <translation>そのうち、名前が&apos;psm_*&apos;のようなパターンに一致するものだけ。</translation>
    </message>
    <message>
        <source>a pattern on one line, such as &apos;psm_*&apos;</source>
        <translation>&apos;psm_*&apos;のような1行のパターン</translation>
    </message>
    <message>
        <source>KIND</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Of these, only those of this kind, such as semaphore or fast-dds.</source>
        <translation>そのうち、semaphoreやfast-ddsのようなこの種類のものだけ。</translation>
    </message>
    <message>
        <source>a kind of object, such as semaphore, python or fast-dds</source>
        <translation>semaphore、python、fast-ddsのようなオブジェクトの種類</translation>
    </message>
    <message>
        <source>USER</source>
        <translation>ユーザ</translation>
    </message>
    <message>
        <source>Of these, only those of this user. Only root may remove objects of others.</source>
        <translation>そのうち、このユーザのものだけ。他のユーザのオブジェクトを削除できるのはrootだけ。</translation>
    </message>
    <message>
        <source>a user of this system, by name or number</source>
        <translation>このシステムのユーザ(名前または番号)</translation>
    </message>
    <message>
        <source>Of these, only those created and last written so long ago, such as 30m, 2h or 3d; stores through a mapping leave no trace.</source>
        <translation>そのうち、作成と最後の書き込みから30m、2h、3dのような時間が過ぎたものだけ。マップを通した書き込みは跡を残さない。</translation>
    </message>
    <message>
        <source>an age such as 30m, 2h or 3d</source>
        <translation>30m、2h、3dのような経過時間</translation>
    </message>
    <message>
        <source>With --stale or --unused: remove the objects.</source>
        <translation>--staleか--unusedと共に: オブジェクトを削除する。</translation>
    </message>
    <message>
        <source>Remove nothing; add this pattern to the user&apos;s keep list. Objects that match a keep list are never removed by --stale or --unused.</source>
        <translation>何も削除せず、このパターンをユーザの保持リストに加える。保持リストに一致するオブジェクトは、--staleや--unusedでは決して削除されない。</translation>
    </message>
    <message>
        <source>Give the object of an interrupted removal, shmlab-removal.…, its name back.</source>
        <translation>中断された削除のオブジェクト(shmlab-removal.…)を元の名前に戻す。</translation>
    </message>
    <message>
        <source>Remove an object that is or may be in use, after its name is typed again.</source>
        <translation>使用中か、その可能性があるオブジェクトを、名前をもう一度入力した後に削除する。</translation>
    </message>
    <message>
        <source>Print this help.</source>
        <translation>このヘルプを表示する。</translation>
    </message>
    <message>
        <source>Print the version.</source>
        <translation>バージョンを表示する。</translation>
    </message>
    <message>
        <source>Creates the object and takes part as server.</source>
        <translation>オブジェクトを作成し、サーバとして参加します。</translation>
    </message>
    <message>
        <source>Joins the object and takes part as client.</source>
        <translation>オブジェクトに参加し、クライアントとして交換します。</translation>
    </message>
    <message>
        <source>Shows all shared memory objects in a window; with NAME, prints all that is known of one.</source>
        <translation>すべての共有メモリオブジェクトをウィンドウに表示します。NAMEがあれば、そのオブジェクトについて分かることをすべて出力します。</translation>
    </message>
    <message>
        <source>Prints the bytes of an object.</source>
        <translation>オブジェクトのバイトを出力します。</translation>
    </message>
    <message>
        <source>Removes an object that nobody uses.</source>
        <translation>誰も使っていないオブジェクトを削除します。</translation>
    </message>
    <message>
        <source>Compares the mechanisms that hand a number to another process.</source>
        <translation>数を別のプロセスに渡す方法を比較します。</translation>
    </message>
    <message>
        <source>First remove an object of this name if it is STALE or UNUSED and the kernel confirms that nobody uses it. Kept are objects that wait for their next user, of another size or owner, or on a keep list.</source>
        <translation>この名前のオブジェクトがSTALEまたはUNUSEDで、使用者がいないことをカーネルが確認すれば、先に削除する。次の使用者を待つもの、サイズや所有者が異なるもの、保持リストにあるものは残す。</translation>
    </message>
    <message>
        <source>NAME</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>With --put-back: give it this name, in the same directory. Needed where its own was too long to be kept.</source>
        <translation>--put-backとともに指定します。同じディレクトリで、この名前を付けます。元の名前が長すぎて保持できなかった場合に必要です。</translation>
    </message>
    <message>
        <source>a name of at most 255 bytes without a directory</source>
        <translation>ディレクトリを含まない255バイト以内の名前</translation>
    </message>
    <message>
        <source>--%1 lists all objects; use --json for %2 alone</source>
        <translation>--%1はすべてのオブジェクトを一覧します。%2だけには--jsonを使ってください</translation>
    </message>
    <message>
        <source>Only those of this kind, such as semaphore, memfd or system-v-segment.</source>
        <translation>この種類のものだけ(semaphore、memfd、system-v-segmentなど)。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::CounterCard</name>
    <message>
        <source>%1 (this window)</source>
        <translation>%1(このウィンドウ)</translation>
    </message>
    <message>
        <source>▲ taller</source>
        <translation>▲ 大きい</translation>
    </message>
    <message>
        <source>Counter of the %1</source>
        <translation>%1のカウンタ</translation>
    </message>
    <message>
        <source>About the %1</source>
        <translation>%1について</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>役割</translation>
    </message>
    <message>
        <source>Taller</source>
        <translation>大きい方</translation>
    </message>
    <message>
        <source>Not taller</source>
        <translation>大きくない方</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::CounterCards</name>
    <message>
        <source>pid %1</source>
        <translation>pid %1</translation>
    </message>
    <message>
        <source>%1, paused</source>
        <translation>%1、一時停止中</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>未接続</translation>
    </message>
    <message>
        <source>, last write at %1 s</source>
        <translation>、最後の書き込み %1 s</translation>
    </message>
    <message>
        <source>last known: %1</source>
        <translation>最後の値: %1</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::DepartureText</name>
    <message>
        <source>killed by signal %1</source>
        <translation>シグナル%1で強制終了</translation>
    </message>
    <message>
        <source>exit code %1</source>
        <translation>終了コード%1</translation>
    </message>
    <message>
        <source>Its process, pid %1, was not watched when it went: how it ended is not known.</source>
        <translation>そのプロセス(pid %1)は終わるときに監視されていなかったため、どう終わったかは不明です。</translation>
    </message>
    <message>
        <source>Its process, pid %1, still runs.</source>
        <translation>そのプロセス(pid %1)はまだ動いています。</translation>
    </message>
    <message>
        <source>Its process, pid %1, has ended; how is not known, since the kernel shows that to its parent only (to others since Linux 6.15).</source>
        <translation>そのプロセス(pid %1)は終了しました。どう終わったかは不明です。カーネルはそれを親プロセスにしか示しません(他のプロセスにはLinux 6.15以降)。</translation>
    </message>
    <message>
        <source>Its process, pid %1, has ended: %2, as %3 reports.</source>
        <translation>そのプロセス(pid %1)は終了しました: %2(%3による)。</translation>
    </message>
    <message>
        <source>The %1 of %2 is gone</source>
        <translation>%2の%1がいなくなりました</translation>
    </message>
    <message>
        <source>The %1 of %2 was killed by signal %3</source>
        <translation>%2の%1はシグナル%3で強制終了しました</translation>
    </message>
    <message>
        <source>The %1 has left %2 in order</source>
        <translation>%1は%2から正常に離脱しました</translation>
    </message>
    <message>
        <source>The plain program that was the %1 of %2 has ended</source>
        <translation>%2の%1だった普通のプログラムは終了しました</translation>
    </message>
    <message>
        <source>The %1 of %2 no longer takes part, but its process still runs</source>
        <translation>%2の%1は参加をやめましたが、そのプロセスはまだ動いています</translation>
    </message>
    <message>
        <source>The %1 of %2 ended without leaving (exit code %3)</source>
        <translation>%2の%1は離脱せずに終了しました(終了コード%3)</translation>
    </message>
    <message>
        <source>The %1 of %2 died without leaving</source>
        <translation>%2の%1は離脱せずに異常終了しました</translation>
    </message>
    <message>
        <source>The kernel has released the owner lock of the %1, and its presence says that it is leaving.</source>
        <translation>カーネルが%1の所有者ロックを解放しました。存在情報には離脱中とあります。</translation>
    </message>
    <message>
        <source>The kernel has released the owner lock of the %1.</source>
        <translation>カーネルが%1の所有者ロックを解放しました。</translation>
    </message>
    <message>
        <source>The kernel has released the owner lock of the %1, but its presence does not say that it is leaving.</source>
        <translation>カーネルが%1の所有者ロックを解放しましたが、存在情報に離脱中とはありません。</translation>
    </message>
    <message>
        <source>It left its counter and its presence in the object; hand-overs made: %1.</source>
        <translation>オブジェクトにカウンタと存在情報が残っています。受け渡し回数: %1。</translation>
    </message>
    <message>
        <source>The object is still there under its name.</source>
        <translation>オブジェクトは今もその名前で残っています。</translation>
    </message>
    <message>
        <source>Its counters: server %1, client %2.</source>
        <translation>そのカウンタ: サーバ%1、クライアント%2。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::Drills</name>
    <message>
        <source>&amp;Unlink the name</source>
        <translation>名前を削除(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Kill this process (SIGKILL)</source>
        <translation>このプロセスを強制終了(SIGKILL)(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Stop and continue this process</source>
        <translation>このプロセスを停止して再開(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Truncate the object</source>
        <translation>オブジェクトを切り詰める(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Reset the peer&apos;s counter</source>
        <translation>相手のカウンタをリセット(&amp;R)</translation>
    </message>
    <message>
        <source>Write as an &amp;intruder</source>
        <translation>侵入者として書き込む(&amp;I)</translation>
    </message>
    <message>
        <source>This window is killed and cannot clean up: the object remains, STALE once the client has left, and the next server offers to remove it. The client notices within a second.</source>
        <translation>このウィンドウは強制終了され、後始末ができません。オブジェクトは残り、クライアントが離脱するとSTALEになり、次のサーバが削除を提案します。クライアントは1秒以内に気づきます。</translation>
    </message>
    <message>
        <source>This window is killed and does not leave in order. The server notices within a second, since the kernel releases the owner lock, and continues.</source>
        <translation>このウィンドウは強制終了され、離脱処理を行いません。カーネルが所有者ロックを解放するので、サーバは1秒以内に気づき、続けます。</translation>
    </message>
    <message>
        <source>This window is stopped for %1 seconds. The %2 reports this side as stopped, not dead, and both continue by themselves.</source>
        <translation>このウィンドウは%1秒間停止します。%2はこちら側を、終了ではなく停止中と報告し、両方とも自動的に再開します。</translation>
    </message>
    <message>
        <source>The object loses its bytes in every process. Shmlab ends the run with a message; a program without a SIGBUS handler is killed when it next accesses them.</source>
        <translation>オブジェクトのバイトはすべてのプロセスで失われます。Shmlabはメッセージを出して終わります。SIGBUSハンドラのないプログラムは、次にアクセスしたとき強制終了されます。</translation>
    </message>
    <message>
        <source>The exchange continues in memory that no longer has a name: no other process can join. The server reports it when it ends, and removes nothing else.</source>
        <translation>交換は名前のなくなったメモリで続きます。他のプロセスは参加できません。サーバは終わりにそれを報告し、他のものは削除しません。</translation>
    </message>
    <message>
        <source>The %1 finds its counter at 0, reports it once and continues counting.</source>
        <translation>%1は自分のカウンタが0になったことに気づき、一度だけ報告して数え続けます。</translation>
    </message>
    <message>
        <source>This side&apos;s counter is overwritten once. This side reports it and continues from there.</source>
        <translation>こちら側のカウンタが一度上書きされます。こちら側はそれを報告し、そこから続けます。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::DrillsMenu</name>
    <message>
        <source>&amp;Drills</source>
        <translation>障害訓練(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Do it</source>
        <translation>実行(&amp;D)</translation>
    </message>
    <message>
        <source>This affects every program that uses %1.</source>
        <translation>%1を使うすべてのプログラムに影響します。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::DumpCommand</name>
    <message>
        <source>offset %1 is beyond the end, which is at %2</source>
        <translation>オフセット%1は終わり(%2)より後ろです</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::ErrorText</name>
    <message>
        <source>%1, mode %2, user id %3</source>
        <translation>%1、モード%2、ユーザID %3</translation>
    </message>
    <message>
        <source>Cannot create %1: it exists. Choose another name.</source>
        <translation>%1を作れません。既にあります。別の名前を選んでください。</translation>
    </message>
    <message>
        <source>Cannot create %1: it is in use by %2. Join as client, or choose another name.</source>
        <translation>%1を作れません。%2が使っています。クライアントとして参加するか、別の名前を選んでください。</translation>
    </message>
    <message>
        <source>Cannot create %1: it is in use by %2, which makes no progress but is alive. Wait for it, end it, or choose another name.</source>
        <translation>%1を作れません。%2が使っています。進んでいませんが生きています。待つか、終わらせるか、別の名前を選んでください。</translation>
    </message>
    <message>
        <source>Cannot create %1: it is in use by %2, which is stopped. Continue it, end it, or choose another name.</source>
        <translation>%1を作れません。停止中の%2が使っています。再開させるか、終わらせるか、別の名前を選んでください。</translation>
    </message>
    <message>
        <source>The object belongs to another user. Choose another name.</source>
        <translation>オブジェクトは他のユーザのものです。別の名前を選んでください。</translation>
    </message>
    <message>
        <source>Close other files or raise the limit (ulimit -n).</source>
        <translation>他のファイルを閉じるか、上限を上げてください(ulimit -n)。</translation>
    </message>
    <message>
        <source>Choose a smaller size or raise the limit (ulimit -f).</source>
        <translation>より小さいサイズを選ぶか、上限を上げてください(ulimit -f)。</translation>
    </message>
    <message>
        <source>Choose a smaller size or close other programs.</source>
        <translation>より小さいサイズを選ぶか、他のプログラムを閉じてください。</translation>
    </message>
    <message>
        <source>Cannot join %1: there is no such object. Start its server first, or wait for it.</source>
        <translation>%1に参加できません。そのオブジェクトはありません。先にサーバを開始するか、待ってください。</translation>
    </message>
    <message>
        <source>Cannot create %1: %2 failed: %3.</source>
        <translation>%1を作れません。%2が失敗しました: %3。</translation>
    </message>
    <message>
        <source>Cannot join %1: %2 failed: %3.</source>
        <translation>%1に参加できません。%2が失敗しました: %3。</translation>
    </message>
    <message>
        <source>The object name is empty.</source>
        <translation>オブジェクト名が空です。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a directory, not an object name.</source>
        <translation>「%1」はディレクトリで、オブジェクト名ではありません。</translation>
    </message>
    <message>
        <source>The object name is longer than 255 bytes.</source>
        <translation>オブジェクト名が255バイトを超えています。</translation>
    </message>
    <message>
        <source>Cannot create %1: an exchange needs at least 8 bytes. Choose a larger size.</source>
        <translation>%1を作れません。交換には8バイト以上必要です。より大きいサイズを選んでください。</translation>
    </message>
    <message>
        <source>Cannot use %1: it is a directory, link or device, not a shared memory object. Choose another name.</source>
        <translation>%1は使えません。共有メモリオブジェクトではなく、ディレクトリ、リンク、またはデバイスです。別の名前を選んでください。</translation>
    </message>
    <message>
        <source>Cannot join %1: it still has 0 bytes; its creator is gone. Start a server that replaces it.</source>
        <translation>%1に参加できません。まだ0バイトで、作成者はもういません。置き換えるサーバを開始してください。</translation>
    </message>
    <message>
        <source>another process</source>
        <translation>別のプロセス</translation>
    </message>
    <message>
        <source>Cannot join %1 as %2: %3 already is its %2. Stop it, or choose another name.</source>
        <translation>%1に%2として参加できません。%3が既にその%2です。それを止めるか、別の名前を選んでください。</translation>
    </message>
    <message>
        <source>/dev/shm is missing; mount it: mount -t tmpfs -o mode=1777 tmpfs /dev/shm.</source>
        <translation>/dev/shmがありません。マウントしてください: mount -t tmpfs -o mode=1777 tmpfs /dev/shm。</translation>
    </message>
    <message>
        <source>Cannot create %1: a file of another type has that name. Choose another name.</source>
        <translation>%1を作れません。別の種類のファイルがその名前を持っています。別の名前を選んでください。</translation>
    </message>
    <message>
        <source>an object of another user</source>
        <translation>他のユーザのオブジェクト</translation>
    </message>
    <message>
        <source>an object of another size</source>
        <translation>サイズの異なるオブジェクト</translation>
    </message>
    <message>
        <source>Cannot create %1: %2 has that name (%3). Choose another name.</source>
        <translation>%1を作れません。%2がその名前を持っています(%3)。別の名前を選んでください。</translation>
    </message>
    <message>
        <source>Cannot create %1: %2 has that name (%3), in use by %4. Choose another name.</source>
        <translation>%1を作れません。%2がその名前を持ち(%3)、%4が使っています。別の名前を選んでください。</translation>
    </message>
    <message>
        <source>/dev/shm is full. Remove stale objects there, or choose a smaller size.</source>
        <translation>/dev/shmに空きがありません。そこに取り残されたオブジェクトを削除するか、より小さいサイズを選んでください。</translation>
    </message>
    <message>
        <source>%1 are free in /dev/shm. Remove stale objects there, or choose a smaller size.</source>
        <translation>/dev/shmの空きは%1です。そこに取り残されたオブジェクトを削除するか、より小さいサイズを選んでください。</translation>
    </message>
    <message>
        <source>Its mode denies access to its owner. Set it: chmod 600 the file in /dev/shm.</source>
        <translation>モードが所有者自身のアクセスを拒否しています。/dev/shmのファイルにchmod 600で設定してください。</translation>
    </message>
    <message>
        <source>Cannot run on processor %1: there is no processor with that number, or it is not allowed here. Choose another one with --cpu.</source>
        <translation>プロセッサ%1では動けません。その番号のプロセッサがないか、ここでは許されていません。--cpuで別のものを選んでください。</translation>
    </message>
    <message>
        <source>Cannot exchange at full speed: could not start a thread (%1). Close other programs or choose the timer.</source>
        <translation>全速では交換できません。スレッドを開始できませんでした(%1)。他のプログラムを閉じるか、タイマーを選んでください。</translation>
    </message>
    <message>
        <source>The drill was not run: %1 was not created by a Shmlab server.</source>
        <translation>障害訓練は行われませんでした。%1はShmlabのサーバが作ったものではありません。</translation>
    </message>
    <message>
        <source>The drill was not run: %1 failed on %2: %3.</source>
        <translation>障害訓練は行われませんでした。%2に対する%1が失敗しました: %3。</translation>
    </message>
    <message>
        <source>The drill was not run: the name %1 no longer leads to the object of this exchange.</source>
        <translation>障害訓練は行われませんでした。名前%1はもうこの交換のオブジェクトを指していません。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a valid object name: it contains a NUL byte.</source>
        <translation>「%1」は有効なオブジェクト名ではありません。NULバイトを含んでいます。</translation>
    </message>
    <message>
        <source>Cannot join %1: it is smaller than 8 bytes and has no room for two counters. Choose another name.</source>
        <translation>%1に参加できません。8バイト未満で、二つのカウンタが入りません。別の名前を選んでください。</translation>
    </message>
    <message>
        <source>Cannot join %1: it still has 0 bytes; %2 holds it and has not sized it yet. Try again later.</source>
        <translation>%1に参加できません。まだ0バイトです。%2が保持していますが、まだサイズを決めていません。後でもう一度試してください。</translation>
    </message>
    <message>
        <source>Cannot join %1: it still has 0 bytes; whether its creator is still running is unknown. Try again.</source>
        <translation>%1に参加できません。まだ0バイトで、作成者がまだ動いているか分かりません。もう一度試してください。</translation>
    </message>
    <message>
        <source>Did not join %1: it belongs to another user. Start with --trust-others if you trust its owner.</source>
        <translation>%1に参加しませんでした。他のユーザのものです。所有者を信頼するなら--trust-othersを付けて開始してください。</translation>
    </message>
    <message>
        <source>Did not join %1: other users may write to it. Start with --trust-others if that is intended.</source>
        <translation>%1に参加しませんでした。他のユーザが書き込めます。それが意図どおりなら--trust-othersを付けて開始してください。</translation>
    </message>
    <message>
        <source>Did not change %1: it was not created by a Shmlab server, and drills are for objects of Shmlab only.</source>
        <translation>%1を変更しませんでした。Shmlabのサーバが作ったものではなく、障害訓練はShmlabのオブジェクトだけに行います。</translation>
    </message>
    <message>
        <source>Did not use %1: its name was removed or now leads to another object. Try again.</source>
        <translation>%1は使いませんでした。名前が削除されたか、もう別のオブジェクトを指しています。もう一度試してください。</translation>
    </message>
    <message>
        <source>Cannot use %1: out of memory. Close other programs and try again.</source>
        <translation>%1は使えません。メモリが足りません。他のプログラムを閉じて、もう一度試してください。</translation>
    </message>
    <message>
        <source>Cannot keep a copy of %1: it holds too much data.</source>
        <translation>%1のコピーを保存できません。データが多すぎます。</translation>
    </message>
    <message>
        <source>/dev/shm is mounted read-only; fix it: mount -o remount,rw /dev/shm.</source>
        <translation>/dev/shmは読み取り専用でマウントされています。直してください: mount -o remount,rw /dev/shm。</translation>
    </message>
    <message>
        <source>/dev/shm has mode %1, which denies access to users; fix it: chmod 1777 /dev/shm.</source>
        <translation>/dev/shmのモードは%1で、ユーザのアクセスを拒否しています。直してください: chmod 1777 /dev/shm。</translation>
    </message>
    <message>
        <source>/dev/shm has mode %1, which lets every user remove the objects of others; fix it: chmod 1777 /dev/shm.</source>
        <translation>/dev/shmのモードは%1で、どのユーザも他のユーザのオブジェクトを削除できます。直してください: chmod 1777 /dev/shm。</translation>
    </message>
    <message>
        <source>/dev/shm is not in memory (tmpfs) but on a disk.</source>
        <translation>/dev/shmはメモリ(tmpfs)ではなく、ディスク上にあります。</translation>
    </message>
    <message>
        <source>Cannot create %1: it exists and no process is seen to use it (%2). Remove it and start, or choose another name.</source>
        <translation>%1を作成できません。既に存在し、使用しているプロセスは見えません(%2)。削除して開始するか、別の名前を選んでください。</translation>
    </message>
    <message>
        <source>Cannot create %1: it exists and could not be examined. Choose another name, or try as its owner.</source>
        <translation>%1を作成できません。既に存在し、調べられませんでした。別の名前を選ぶか、所有者のユーザで試してください。</translation>
    </message>
    <message>
        <source>No inodes are free in /dev/shm: it holds as many files as it may. Remove stale objects there.</source>
        <translation>/dev/shmに空きのinodeがありません。作成できる数のファイルが既にあります。STALEのオブジェクトを削除してください。</translation>
    </message>
    <message>
        <source>Did not open %1: another process holds a lease on it, which that would break.</source>
        <translation>%1を開きませんでした。別のプロセスがリースを保持していて、開くとそのリースが失われます。</translation>
    </message>
    <message>
        <source>Cannot restore %1: the file with its copy was changed or cut short.</source>
        <translation>%1を復元できません: コピーのファイルが変更されたか、途中で切れています。</translation>
    </message>
    <message>
        <source>The work on %1 was cancelled.</source>
        <translation>%1の処理は中止されました。</translation>
    </message>
    <message>
        <source>Cannot remove the name %1: %2 failed: %3.</source>
        <translation>名前%1を削除できません: %2が失敗しました: %3。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a valid object name: beside the first one, slashes only separate directories, whose names are neither empty nor dots.</source>
        <translation>&quot;%1&quot;は正しいオブジェクト名ではありません。先頭以外のスラッシュはディレクトリの区切りで、区切られた名前は空でもドットでもいけません。</translation>
    </message>
    <message>
        <source>an object that waits for its next user</source>
        <translation>次の使用者を待つオブジェクト</translation>
    </message>
    <message>
        <source>an object whose name is on the keep list, or that list cannot be read,</source>
        <translation>名前が保持リストにある(またはそのリストを読めない)オブジェクト</translation>
    </message>
    <message>
        <source>Cannot create %1: it exists and was not removed: %2. Choose another name.</source>
        <translation>%1を作成できません。既に存在し、削除されませんでした: %2。別の名前を選んでください。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::EventText</name>
    <message>
        <source>pid %1 (gone)</source>
        <translation>pid %1 (終了済み)</translation>
    </message>
    <message>
        <source>opened by %1</source>
        <translation>%1が開いた</translation>
    </message>
    <message>
        <source>opened to write by %1</source>
        <translation>%1が書き込み用に開いた</translation>
    </message>
    <message>
        <source>opened to read by %1</source>
        <translation>%1が読み取り用に開いた</translation>
    </message>
    <message>
        <source>mapped to write by %1</source>
        <translation>%1が書き込み用にマップ</translation>
    </message>
    <message>
        <source>mapped to read by %1</source>
        <translation>%1が読み取り用にマップ</translation>
    </message>
    <message>
        <source>grown to %1 (+%2)</source>
        <translation>%1に拡大(+%2)</translation>
    </message>
    <message>
        <source>shrunk to %1 (−%2)</source>
        <translation>%1に縮小(−%2)</translation>
    </message>
    <message>
        <source>grown to %1 (+%2) by %3</source>
        <translation>%3が%1に拡大(+%2)</translation>
    </message>
    <message>
        <source>shrunk to %1 (−%2) by %3</source>
        <translation>%3が%1に縮小(−%2)</translation>
    </message>
    <message>
        <source>created</source>
        <translation>作成</translation>
    </message>
    <message>
        <source>created by %1</source>
        <translation>%1が作成</translation>
    </message>
    <message>
        <source>now another object, inode %1</source>
        <translation>別のオブジェクトに交代(inode %1)</translation>
    </message>
    <message>
        <source>renamed to %1</source>
        <translation>%1に改名</translation>
    </message>
    <message>
        <source>renamed to %1 by %2</source>
        <translation>%2が%1に改名</translation>
    </message>
    <message>
        <source>unlinked</source>
        <translation>名前を削除</translation>
    </message>
    <message>
        <source>unlinked by %1</source>
        <translation>%1が名前を削除</translation>
    </message>
    <message>
        <source>created and unlinked between two scans</source>
        <translation>二つの走査の間に作成され、名前を削除された</translation>
    </message>
    <message>
        <source>freed: its last user has let it go</source>
        <translation>消滅: 最後の使用者が手放した</translation>
    </message>
    <message>
        <source>unmapped by %1</source>
        <translation>%1がマップを解除</translation>
    </message>
    <message>
        <source>closed by %1</source>
        <translation>%1が閉じた</translation>
    </message>
    <message>
        <source>let go by %1</source>
        <translation>%1が手放した</translation>
    </message>
    <message>
        <source>verdict: %1, was %2</source>
        <translation>判定: %1(以前は%2)</translation>
    </message>
    <message>
        <source>events are missing here: more happened than the kernel keeps</source>
        <translation>ここでイベントが欠けています。カーネルが保持できるより多くのことが起きました</translation>
    </message>
    <message>
        <source>following; there is 1 object</source>
        <translation>追跡中。オブジェクトは1個</translation>
    </message>
    <message>
        <source>following; there are %1 objects</source>
        <translation>追跡中。オブジェクトは%1個</translation>
    </message>
    <message>
        <source>Not known here: which process creates, unlinks or resizes an object, and what happens between two scans. The kernel tells that to root (%1).</source>
        <translation>ここでは、どのプロセスがオブジェクトを作成し、名前を削除し、サイズを変えたか、また二つの走査の間に何が起きたかは分かりません。カーネルはそれをrootにだけ知らせます(%1)。</translation>
    </message>
    <message>
        <source>No object matches %1 now; each that appears will be told.</source>
        <translation>%1に一致するオブジェクトは今はありません。現れたものは知らせます。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::EvidencePanel</name>
    <message>
        <source>Evidence</source>
        <translation>根拠</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>コピー(&amp;C)</translation>
    </message>
    <message>
        <source>Select an object to see the evidence for its verdict.</source>
        <translation>オブジェクトを選ぶと、判定の根拠が見えます。</translation>
    </message>
    <message>
        <source>Gone</source>
        <translation>消滅</translation>
    </message>
    <message>
        <source>Its last known state:</source>
        <translation>最後に分かっている状態:</translation>
    </message>
    <message>
        <source>Kind: %1. Allocated: %2.</source>
        <translation>種類: %1。割り当て: %2。</translation>
    </message>
    <message>
        <source>As&amp;k the kernel</source>
        <translation>カーネルに尋ねる(&amp;K)</translation>
    </message>
    <message>
        <source>Asked at %1: %2</source>
        <translation>%1に尋ねた結果: %2</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::EvidencePopup</name>
    <message>
        <source>What the verdict rests on</source>
        <translation>判定の根拠</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::EvidenceText</name>
    <message>
        <source>from byte %1 on</source>
        <translation>バイト%1以降</translation>
    </message>
    <message>
        <source>bytes %1–%2</source>
        <translation>バイト%1–%2</translation>
    </message>
    <message>
        <source>maps it to read and write</source>
        <translation>読み書き用にマップ</translation>
    </message>
    <message>
        <source>maps it to read</source>
        <translation>読み取り用にマップ</translation>
    </message>
    <message>
        <source>locks %1</source>
        <translation>%1をロック</translation>
    </message>
    <message>
        <source>is stopped</source>
        <translation>停止中</translation>
    </message>
    <message>
        <source>created %1</source>
        <translation>%1に作成</translation>
    </message>
    <message>
        <source>The owner lock of the %1 is held.</source>
        <translation>%1の所有者ロックが保持されています。</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>holds it open to read and write</source>
        <translation>読み書き用に開いている</translation>
    </message>
    <message>
        <source>holds it open to read</source>
        <translation>読み取り用に開いている</translation>
    </message>
    <message>
        <source>Two inodes under one name: processes still hold another object that had this name. They do not see what is written here.</source>
        <translation>一つの名前に二つのinodeがあります。この名前だった別のオブジェクトを、まだプロセスが保持しています。そのプロセスには、ここに書かれたものは見えません。</translation>
    </message>
    <message>
        <source>Two inodes under one name: the name now leads to another object. A process that opens the name does not get this one.</source>
        <translation>一つの名前に二つのinodeがあります。名前は今では別のオブジェクトを指しており、プロセスがその名前を開いてもこのオブジェクトにはなりません。</translation>
    </message>
    <message>
        <source>It has %1 names (hard links): removing one of them frees nothing.</source>
        <translation>名前が%1個あります(ハードリンク)。1つを削除しても何も解放されません。</translation>
    </message>
    <message>
        <source>running since %1</source>
        <translation>%1から動作中</translation>
    </message>
    <message>
        <source>No process that can be inspected maps it or holds it open.</source>
        <translation>調べられるプロセスのうち、マップしているものも開いているものもありません。</translation>
    </message>
    <message>
        <source>This program runs in a PID namespace and does not see the processes outside of it.</source>
        <translation>このプログラムはPID名前空間の中で動いており、その外のプロセスは見えません。</translation>
    </message>
    <message>
        <source>Processes that could not be inspected: %1.</source>
        <translation>調べられなかったプロセス: %1。</translation>
    </message>
    <message>
        <source>The kernel does not record which process created it.</source>
        <translation>どのプロセスが作ったかをカーネルは記録していません。</translation>
    </message>
    <message>
        <source>It is mapped but not open, and the kernel reports nothing of it but its extent.</source>
        <translation>マップされていますが開かれてはおらず、カーネルが示すのはその範囲だけです。</translation>
    </message>
    <message>
        <source>joining</source>
        <translation>参加処理中</translation>
    </message>
    <message>
        <source>running</source>
        <translation>実行中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>leaving</source>
        <translation>離脱処理中</translation>
    </message>
    <message>
        <source>Presence of the %1: pid %2, %3, hand-overs made: %4%5.</source>
        <translation>%1の存在情報: pid %2、%3、受け渡し%4回%5。</translation>
    </message>
    <message>
        <source>, sleeping until it is woken</source>
        <translation>、起こされるまで眠っています</translation>
    </message>
    <message>
        <source>It is in use, but a party has owed its answer for some seconds.</source>
        <translation>使用中ですが、答えるべき参加者が数秒間応答していません。</translation>
    </message>
    <message>
        <source>It is in use, but its processes, or the party that owes an answer, are stopped; they may continue at any time.</source>
        <translation>使用中ですが、使っているプロセス、または答えるべき参加者が停止中です。いつでも再開するかもしれません。</translation>
    </message>
    <message>
        <source>Its name is gone, but processes still hold it; its memory is freed when the last one closes it.</source>
        <translation>名前はなくなりましたが、まだプロセスが保持しています。メモリは最後の一つが閉じると解放されます。</translation>
    </message>
    <message>
        <source>It is not a shared memory object but a file of another type; it is never opened.</source>
        <translation>共有メモリオブジェクトではなく、別の種類のファイルです。決して開きません。</translation>
    </message>
    <message>
        <source>Counters: server %1, client %2.</source>
        <translation>カウンタ: サーバ%1、クライアント%2。</translation>
    </message>
    <message>
        <source>by pid %1, still running</source>
        <translation>作成者 pid %1、まだ動作中</translation>
    </message>
    <message>
        <source>a process that cannot be inspected</source>
        <translation>調べられないプロセス</translation>
    </message>
    <message>
        <source>Searched in /dev/shm on device %1:%2, mount namespace %3; a container has its own /dev/shm.</source>
        <translation>デバイス%1:%2、マウント名前空間%3の/dev/shmを探しました。コンテナには独自の/dev/shmがあります。</translation>
    </message>
    <message>
        <source>byte %1</source>
        <translation>バイト %1</translation>
    </message>
    <message>
        <source>A %1 with pid %2 took part and left in order.</source>
        <translation>pid %2の%1が参加していましたが、正常に離脱しました。</translation>
    </message>
    <message>
        <source>A %1 with pid %2 took part and no longer does: its owner lock is released, but it did not leave in order.</source>
        <translation>pid %2の%1が参加していましたが、今は参加していません。所有者ロックは解放されましたが、正常には離脱していません。</translation>
    </message>
    <message>
        <source>by pid %1, which no longer takes part</source>
        <translation>作成者 pid %1、今は参加していません</translation>
    </message>
    <message>
        <source>Size %1, mode %2, created %3.</source>
        <translation>サイズ%1、モード%2、作成%3。</translation>
    </message>
    <message>
        <source>Use: it is in use.</source>
        <translation>使用: 使用中です。</translation>
    </message>
    <message>
        <source>Use: it may be in use.</source>
        <translation>使用: 使用中かもしれません。</translation>
    </message>
    <message>
        <source>Use: nobody is seen to use it.</source>
        <translation>使用: 使用しているプロセスは見えません。</translation>
    </message>
    <message>
        <source>Use: the question does not apply.</source>
        <translation>使用: 該当しません。</translation>
    </message>
    <message>
        <source>Use: unknown, because the object itself could not be examined.</source>
        <translation>使用: オブジェクト自体を調べられなかったため、不明です。</translation>
    </message>
    <message>
        <source>A process holds a lease on it. It was not opened, because that would break the lease.</source>
        <translation>あるプロセスがリースを保持しています。開くとリースが失われるため、開いていません。</translation>
    </message>
    <message>
        <source>Descriptors that wait in sockets to be received: %1. Any of them may be of this object.</source>
        <translation>ソケットで受信を待っているディスクリプタ: %1。その中にこのオブジェクトのものがあるかもしれません。</translation>
    </message>
    <message>
        <source>The number of hidden processes is not known: /proc does not list them (hidepid).</source>
        <translation>隠れているプロセスの数は分かりません。/procが一覧に出しません(hidepid)。</translation>
    </message>
    <message>
        <source>Origin: owner %1, kind %2.</source>
        <translation>由来: 所有者%1、種類%2。</translation>
    </message>
    <message>
        <source>Its name says that it was created by %1.</source>
        <translation>名前によると、作成したのは%1です。</translation>
    </message>
    <message>
        <source>Its presence says that it was created by %1.</source>
        <translation>存在情報によると、作成したのは%1です。</translation>
    </message>
    <message>
        <source>Right after it was created it was held by %1.</source>
        <translation>作成直後に%1が保持していました。</translation>
    </message>
    <message>
        <source>Advice: leave it, its creator still runs.</source>
        <translation>助言: 作成したプロセスがまだ動いています。そのままにしてください。</translation>
    </message>
    <message>
        <source>Advice: stale. Objects of this kind do not outlive their creators (%1).</source>
        <translation>助言: STALE。この種類のオブジェクトは、作成したプロセスより長く残るものではありません(%1)。</translation>
    </message>
    <message>
        <source>Advice: unused. Objects of this kind wait for their next user (%1).</source>
        <translation>助言: UNUSED。この種類のオブジェクトは、次の使用者を待つためのものです(%1)。</translation>
    </message>
    <message>
        <source>Advice: stale. Its creator has ended.</source>
        <translation>助言: STALE。作成したプロセスは終了しました。</translation>
    </message>
    <message>
        <source>Advice: unused. Whether another process will come for it cannot be known.</source>
        <translation>助言: UNUSED。別のプロセスが使いに来るかどうかは分かりません。</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>may be in use</source>
        <translation>使用中の可能性</translation>
    </message>
    <message>
        <source>nobody seen</source>
        <translation>見えない</translation>
    </message>
    <message>
        <source>pid %1 (ended)</source>
        <translation>pid %1(終了)</translation>
    </message>
    <message>
        <source>No process is seen to use it, and it was left behind: its creator has ended, or objects of its kind do not outlive their creators.</source>
        <translation>使用しているプロセスは見えません。作成したプロセスが終了したか、この種類のオブジェクトは作成したプロセスより長く残るものではないため、置き去りにされたものです。</translation>
    </message>
    <message>
        <source>No process is seen to use it. It may wait for its next user: whether one will come cannot be known.</source>
        <translation>使用しているプロセスは見えません。次の使用者を待っているのかもしれません。使いに来るかどうかは分かりません。</translation>
    </message>
    <message>
        <source>The object itself could not be examined.</source>
        <translation>オブジェクト自体を調べられませんでした。</translation>
    </message>
    <message>
        <source>This is an %1, by pid %2. Put it back (rm --put-back), or remove it by this name.</source>
        <translation>%1です(pid %2による)。元に戻す(rm --put-back)か、この名前で削除してください。</translation>
    </message>
    <message>
        <source>holds a descriptor that neither reads nor writes, by which it can open it again (O_PATH)</source>
        <translation>読み書きできないディスクリプタを保持(O_PATH。それを使って開き直せる)</translation>
    </message>
    <message>
        <source>Its bytes were not read: its kind is judged by its name alone. A user who may read them may come to another verdict.</source>
        <translation>内容は読まれていません。種類は名前だけで判断しています。内容を読めるユーザーでは判定が異なることがあります。</translation>
    </message>
    <message>
        <source>What lies in it is not seen: this user may not read the directory.</source>
        <translation>内容は見えません。このユーザーはこのディレクトリを読めません。</translation>
    </message>
    <message>
        <source>What lies in it is not seen: directories are looked into to a depth of 16.</source>
        <translation>内容は見えません。ディレクトリは深さ16まで調べます。</translation>
    </message>
    <message>
        <source>What lies in it is not seen: another file system is mounted there.</source>
        <translation>内容は見えません。別のファイルシステムがマウントされています。</translation>
    </message>
    <message>
        <source>Advice: unused. Whether another process will come for it cannot be known (%1).</source>
        <translation>助言: 未使用。別のプロセスが使いに来るかどうかは分かりません(%1)。</translation>
    </message>
    <message>
        <source>Only the beginning of its name was kept, so it is put back under a new one (--as).</source>
        <translation>元の名前は先頭部分しか保持されていないため、新しい名前で戻します(--as)。</translation>
    </message>
    <message>
        <source>the kernel</source>
        <translation>カーネル</translation>
    </message>
    <message>
        <source>A process maps it, holds it open or locks it, or the kernel uses it.</source>
        <translation>プロセスがマップしているか、開いているか、ロックしているか、またはカーネルが使用しています。</translation>
    </message>
    <message>
        <source>The kernel recorded that it was created by %1.</source>
        <translation>カーネルの記録によると、作成したのは%1です。</translation>
    </message>
    <message>
        <source>Value: %1. Processes that wait for it to rise: %2.</source>
        <translation>値: %1。増えるのを待っているプロセス: %2。</translation>
    </message>
    <message>
        <source>Key: %1. Last used: %2.</source>
        <translation>キー: %1。最後の使用: %2。</translation>
    </message>
    <message>
        <source>never</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Semaphores in the set: %1.</source>
        <translation>組の中のセマフォ: %1。</translation>
    </message>
    <message>
        <source>Messages that wait: %1 of %2, each of at most %3.</source>
        <translation>待っているメッセージ: %2件まで入るうち%1件、1件は最大%3。</translation>
    </message>
    <message>
        <source>Messages that wait: %1, in all %2.</source>
        <translation>待っているメッセージ: %1件、合計%2。</translation>
    </message>
    <message>
        <source>Mappings that have it attached, as the kernel counts them: %1.</source>
        <translation>カーネルが数えたアタッチ: %1。</translation>
    </message>
    <message>
        <source>Used last by pid %1.</source>
        <translation>最後に使ったのはpid %1。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::ExchangeDocks</name>
    <message>
        <source>Counter of the %1: int32 in host byte order</source>
        <translation>%1のカウンタ: ホストのバイト順のint32</translation>
    </message>
    <message>
        <source>Presence of the %1: who it is and what it is doing; only Shmlab writes here</source>
        <translation>%1の存在情報: 誰で、何をしているか。ここにはShmlabだけが書きます</translation>
    </message>
    <message>
        <source>Exchange log</source>
        <translation>交換の記録</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>メモリ</translation>
    </message>
    <message>
        <source>System calls</source>
        <translation>システムコール</translation>
    </message>
    <message>
        <source>Full speed</source>
        <translation>全速</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::ExchangePlot</name>
    <message>
        <source>Both counters over time</source>
        <translation>時間に沿った両方のカウンタ</translation>
    </message>
    <message>
        <source>time since start (s)</source>
        <translation>開始からの時間 (s)</translation>
    </message>
    <message>
        <source>counter</source>
        <translation>カウンタ</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::ExchangeWindow</name>
    <message>
        <source>%1 – %2 – Shmlab</source>
        <translation>%1 – %2 – Shmlab</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>開始(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>一時停止(&amp;P)</translation>
    </message>
    <message>
        <source>Stay in the exchange without writing</source>
        <translation>書かずに交換に留まる</translation>
    </message>
    <message>
        <source>S&amp;tep</source>
        <translation>ステップ(&amp;T)</translation>
    </message>
    <message>
        <source>Make one turn and pause</source>
        <translation>1ターン進めて一時停止</translation>
    </message>
    <message>
        <source>St&amp;op</source>
        <translation>停止(&amp;O)</translation>
    </message>
    <message>
        <source>Leave the exchange</source>
        <translation>交換から抜ける</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>交換</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>Save &amp;log as CSV…</source>
        <translation>記録をCSVで保存(&amp;L)…</translation>
    </message>
    <message>
        <source>Save &amp;plot as PNG…</source>
        <translation>グラフをPNGで保存(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Exchange</source>
        <translation>交換(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Join again when the server restarts</source>
        <translation>サーバが再起動したら再び参加(&amp;J)</translation>
    </message>
    <message>
        <source>Save log as CSV</source>
        <translation>記録をCSVで保存</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>カンマ区切り (*.csv)</translation>
    </message>
    <message>
        <source>Cannot write %1: %2.</source>
        <translation>%1に書き込めません: %2。</translation>
    </message>
    <message>
        <source>Save plot as PNG</source>
        <translation>グラフをPNGで保存</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG画像 (*.png)</translation>
    </message>
    <message>
        <source>Cannot write %1.</source>
        <translation>%1に書き込めません。</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>ツール(&amp;T)</translation>
    </message>
    <message>
        <source>Show in &amp;objects</source>
        <translation>オブジェクト一覧で表示(&amp;O)</translation>
    </message>
    <message>
        <source>Begin, or continue after a pause</source>
        <translation>始める、または一時停止から続ける</translation>
    </message>
    <message>
        <source>Start here: this creates the object and begins. A client in another window, or another program, joins it.</source>
        <translation>ここから開始します。オブジェクトを作って始めます。別のウィンドウのクライアントや別のプログラムが参加します。</translation>
    </message>
    <message>
        <source>Start here: this joins the object of a server, or waits for one.</source>
        <translation>ここから開始します。サーバのオブジェクトに参加するか、サーバを待ちます。</translation>
    </message>
    <message>
        <source>Then step: one turn per click, to see what each one does.</source>
        <translation>次はステップです。クリックごとに1ターン進み、それぞれが何をするか分かります。</translation>
    </message>
    <message>
        <source>Choose the pace: one turn per period, or full speed, where each side answers the other at once. The dock Full speed then shows the latency.</source>
        <translation>ペースを選びます。間隔ごとに1ターンか、両側が互いにすぐ答える全速です。全速では「全速」ドックに遅延が出ます。</translation>
    </message>
    <message>
        <source>Watch the memory: these are the bytes that both sides share. Changed bytes are highlighted; the first four are the server&apos;s counter, the next four the client&apos;s.</source>
        <translation>メモリを見てください。両側が共有するバイトです。変わったバイトは強調表示されます。最初の4バイトがサーバの、次の4バイトがクライアントのカウンタです。</translation>
    </message>
    <message>
        <source>This line always shows the current state and, if something is wrong, what you can do.</source>
        <translation>この行は常に今の状態を、問題があれば何ができるかを示します。</translation>
    </message>
    <message>
        <source>&amp;Compare IPC mechanisms…</source>
        <translation>IPC方式を比較(&amp;C)…</translation>
    </message>
    <message>
        <source>Save s&amp;ystem calls as CSV…</source>
        <translation>システムコールをCSVに保存(&amp;Y)…</translation>
    </message>
    <message>
        <source>Save system calls as CSV</source>
        <translation>システムコールをCSVに保存</translation>
    </message>
    <message>
        <source>The exchange is running. Pause it here to look at one moment; Start then continues it.</source>
        <translation>交換は実行中です。ここで一時停止すると、その時点の様子をゆっくり見られます。「開始」で続きから再開します。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::FilterBar</name>
    <message>
        <source>Regular e&amp;xpression</source>
        <translation>正規表現(&amp;X)</translation>
    </message>
    <message>
        <source>Filter: name, kind or program</source>
        <translation>絞り込み: 名前、種類、プログラム</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>絞り込み</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>all verdicts</source>
        <translation>すべての判定</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>所有者</translation>
    </message>
    <message>
        <source>all owners</source>
        <translation>すべての所有者</translation>
    </message>
    <message>
        <source>%1 of %2 shown</source>
        <translation>%2個中%1個を表示</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::FullSpeedPanel</name>
    <message>
        <source>time (s)</source>
        <translation>時間 (s)</translation>
    </message>
    <message>
        <source>hand-overs</source>
        <translation>受け渡し</translation>
    </message>
    <message>
        <source>Hand-overs</source>
        <translation>受け渡し</translation>
    </message>
    <message>
        <source>p90</source>
        <translation>p90</translation>
    </message>
    <message>
        <source>p99</source>
        <translation>p99</translation>
    </message>
    <message>
        <source>p99.9</source>
        <translation>p99.9</translation>
    </message>
    <message>
        <source>Sleeping</source>
        <translation>眠る</translation>
    </message>
    <message>
        <source>Reading the clock</source>
        <translation>時計の読み取り</translation>
    </message>
    <message>
        <source>%1, %2 times</source>
        <translation>%1、%2回</translation>
    </message>
    <message>
        <source>Hand-overs per second over time</source>
        <translation>毎秒の受け渡し数の推移</translation>
    </message>
    <message>
        <source>Histogram of the one-way latency</source>
        <translation>片道の遅延のヒストグラム</translation>
    </message>
    <message>
        <source>one-way latency</source>
        <translation>片道の遅延</translation>
    </message>
    <message>
        <source>Hand-overs per second</source>
        <translation>毎秒の受け渡し</translation>
    </message>
    <message>
        <source>One-way latency, p50</source>
        <translation>片道の遅延 p50</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>Polling</source>
        <translation>ポーリング</translation>
    </message>
    <message>
        <source>Waking the peer</source>
        <translation>相手を起こす</translation>
    </message>
    <message>
        <source>million per second</source>
        <translation>百万回/秒</translation>
    </message>
    <message>
        <source>thousand per second</source>
        <translation>千回/秒</translation>
    </message>
    <message>
        <source>per second</source>
        <translation>回/秒</translation>
    </message>
    <message>
        <source>%1, once</source>
        <translation>%1、1 回</translation>
    </message>
    <message>
        <source>Figures of full speed</source>
        <translation>全速の数値</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::Glossary</name>
    <message>
        <source>Percentile: %1 % of the hand-overs took at most this time.</source>
        <translation>パーセンタイルです。受け渡しの%1 %はこの時間以内でした。</translation>
    </message>
    <message>
        <source>A 32-bit number in the shared page. Only its owner writes it; both sides read both.</source>
        <translation>共有ページにある32ビットの数です。書くのは所有者だけで、両側が両方を読みます。</translation>
    </message>
    <message>
        <source>One look at both counters; the party writes its own one unless it is the taller already.</source>
        <translation>両方のカウンタを一度見て、すでに大きい側でなければ自分のカウンタを書きます。</translation>
    </message>
    <message>
        <source>Its counter is the larger one. It waits until the peer writes a larger number, also across the wrap from 2147483647 to -2147483648.</source>
        <translation>カウンタが大きい側です。相手がさらに大きい数を書くまで待ちます。2147483647から-2147483648に折り返すときも同じです。</translation>
    </message>
    <message>
        <source>A party writes its counter and becomes the taller one: from now on it is the peer&apos;s turn.</source>
        <translation>自分のカウンタを書いて大きい側になることです。次は相手の番になります。</translation>
    </message>
    <message>
        <source>The time from a party&apos;s write until the peer has answered it, halved: half a round trip.</source>
        <translation>書いてから相手が応答するまでの時間の半分、つまり往復の半分です。</translation>
    </message>
    <message>
        <source>Median: half of the hand-overs took at most this time.</source>
        <translation>中央値です。受け渡しの半分はこの時間以内でした。</translation>
    </message>
    <message>
        <source>The longest hand-over of the run.</source>
        <translation>この実行で最も長かった受け渡しです。</translation>
    </message>
    <message>
        <source>Reading the peer&apos;s counter again and again, which uses the processor.</source>
        <translation>相手のカウンタを繰り返し読みます。プロセッサを使います。</translation>
    </message>
    <message>
        <source>Waiting in the kernel, in a futex on the peer&apos;s counter, until the peer wakes this side.</source>
        <translation>カーネルの中、相手のカウンタのfutexで、相手に起こされるまで待ちます。</translation>
    </message>
    <message>
        <source>System calls that wake a peer which sleeps.</source>
        <translation>スリープ中の相手を起こすシステムコールです。</translation>
    </message>
    <message>
        <source>Once per hand-over, while the number travels to the peer and back.</source>
        <translation>受け渡しごとに一度、数が相手との間を往復している間に読みます。</translation>
    </message>
    <message>
        <source>Asked again several times a second: whether the peer still holds its lock and runs, and what the name leads to.</source>
        <translation>1秒に数回繰り返す確認です。相手がまだロックを保持して動いているか、名前が何を指しているかを調べます。</translation>
    </message>
    <message>
        <source>By how much the allocated memory of an object grew in the last minute while this window was open; in proportion until it has been seen for a minute. – until it has been seen for 10 seconds.</source>
        <translation>このウィンドウが開いている間の、直前の1分間に増えた割り当て済みメモリ。1分に満たない間は比例で求めます。10秒間観察するまでは「–」です。</translation>
    </message>
    <message>
        <source>Use, origin and advice in one word. It describes what is seen; a removal decides anew, with the kernel.</source>
        <translation>使用、由来、助言をまとめた一語。見えているものを表します。削除の際にはカーネルとともに改めて判断します。</translation>
    </message>
    <message>
        <source>Whether processes are seen to map, open, lock or lease the object.</source>
        <translation>オブジェクトをマップ、オープン、ロック、またはリースしているプロセスが見えるかどうか。</translation>
    </message>
    <message>
        <source>The process that created the object, as far as its name, its contents or this program&apos;s observation show it. The kernel does not record it.</source>
        <translation>オブジェクトを作成したプロセス。名前、内容、またはこのプログラムの観察から分かる場合に示します。カーネルは記録しません。</translation>
    </message>
    <message>
        <source>What can be done about the object. It follows from use, maker and kind: objects of some kinds do not outlive their makers, others wait for their next user.</source>
        <translation>オブジェクトをどうすればよいか。使用、作成元、種類から決まります。作成元とともに終わる種類もあれば、次の使用者を待つ種類もあります。</translation>
    </message>
    <message>
        <source>A process maps, opens, locks or leases it.</source>
        <translation>プロセスがマップ、オープン、ロック、またはリースしています。</translation>
    </message>
    <message>
        <source>No holder is seen, but descriptors are in flight between processes: any of them may be of this object.</source>
        <translation>使用者は見えませんが、プロセス間で送信中のディスクリプタがあり、その中にこのオブジェクトのものがあるかもしれません。</translation>
    </message>
    <message>
        <source>No process is seen to use it. How many processes could not be examined is told below the table.</source>
        <translation>使用しているプロセスは見えません。調べられなかったプロセスの数は表の下に示します。</translation>
    </message>
    <message>
        <source>It is a file of another type, which is never opened.</source>
        <translation>別の種類のファイルで、開くことはありません。</translation>
    </message>
    <message>
        <source>The object itself could not be examined.</source>
        <translation>オブジェクト自体を調べられませんでした。</translation>
    </message>
    <message>
        <source>The name of the object contains the process id of its maker.</source>
        <translation>オブジェクトの名前に作成元のプロセスIDが含まれています。</translation>
    </message>
    <message>
        <source>The maker wrote its process id and start time into the object.</source>
        <translation>作成元が自身のプロセスIDと開始時刻をオブジェクトに書き込みました。</translation>
    </message>
    <message>
        <source>Right after the object was created, this process of its owner was the only one seen to hold it, could write to it, and no process of that user was hidden.</source>
        <translation>オブジェクトが作成された直後に、所有者のこのプロセスだけが書き込める状態で保持しているのが見え、そのユーザの隠れたプロセスもありませんでした。</translation>
    </message>
    <message>
        <source>The kernel recorded the process id of the maker.</source>
        <translation>カーネルが作成元のプロセスIDを記録しています。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::HelpMenu</name>
    <message>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Tour</source>
        <translation>ツアー(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>キー(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About Shmlab</source>
        <translation>Shmlabについて(&amp;A)</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>About Shmlab</source>
        <translation>Shmlabについて</translation>
    </message>
    <message>
        <source>A desktop laboratory for POSIX shared memory.

%1

Licence: GPL-3.0-or-later, the core library MIT.</source>
        <translation>POSIX共有メモリのデスクトップ実験室。

%1

ライセンス: GPL-3.0-or-later、コアライブラリはMIT。</translation>
    </message>
    <message>
        <source>&amp;Copy for a report</source>
        <translation>報告用にコピー(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Contents</source>
        <translation>目次(&amp;C)</translation>
    </message>
    <message>
        <source>Help – Shmlab</source>
        <translation>ヘルプ – Shmlab</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>ヘルプ</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::HexView</name>
    <message>
        <source>Bytes of the object</source>
        <translation>オブジェクトのバイト</translation>
    </message>
    <message>
        <source>The object&apos;s bytes appear here once it is mapped.</source>
        <translation>オブジェクトがマップされると、ここにバイトが現れます。</translation>
    </message>
    <message>
        <source>No row has changed yet.</source>
        <translation>変化した行はまだありません。</translation>
    </message>
    <message>
        <source>No row has changed yet in the 1 MiB from 0x%1 on. Go to another offset to look there.</source>
        <translation>0x%1からの1 MiBには、まだ変化した行がありません。ほかの場所を見るには、そのオフセットへ移動してください。</translation>
    </message>
    <message>
        <source>The object no longer has this byte: it was truncated.</source>
        <translation>切り詰められたため、このバイトはもうありません。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::InspectorPanel</name>
    <message>
        <source>Value at the cursor</source>
        <translation>カーソル位置の値</translation>
    </message>
    <message>
        <source>Free&amp;ze</source>
        <translation>表示を固定(&amp;Z)</translation>
    </message>
    <message>
        <source>Only rows that c&amp;hange</source>
        <translation>変化する行だけ(&amp;H)</translation>
    </message>
    <message>
        <source>Follow the &amp;writer</source>
        <translation>書き込みを追う(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Go to offset…</source>
        <translation>オフセットへ移動(&amp;G)…</translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation>検索(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Copy as hex</source>
        <translation>16進でコピー(&amp;C)</translation>
    </message>
    <message>
        <source>Copy as C &amp;array</source>
        <translation>Cの配列としてコピー(&amp;A)</translation>
    </message>
    <message>
        <source>Copy as &amp;text</source>
        <translation>テキストとしてコピー(&amp;T)</translation>
    </message>
    <message>
        <source>Go to: 0x40+8*3, 2M, end-16</source>
        <translation>移動先: 0x40+8*3、2M、end-16</translation>
    </message>
    <message>
        <source>Go to offset</source>
        <translation>オフセットへ移動</translation>
    </message>
    <message>
        <source>%1 Hz</source>
        <translation>%1 Hz</translation>
    </message>
    <message>
        <source>%1 is beyond the end, which is at %2.</source>
        <translation>%1は末尾(%2)を超えています。</translation>
    </message>
    <message>
        <source>Only the first %1 of the selection were copied.</source>
        <translation>選択範囲の先頭%1だけをコピーしました。</translation>
    </message>
    <message>
        <source>Watch th&amp;is</source>
        <translation>ウォッチに追加(&amp;W)</translation>
    </message>
    <message>
        <source>%1 selected</source>
        <translation>%1を選択</translation>
    </message>
    <message>
        <source>Refreshes per second</source>
        <translation>毎秒の更新回数</translation>
    </message>
    <message>
        <source>Only an object with a name in /dev/shm can be watched: another one would not be found again.</source>
        <translation>監視できるのは/dev/shmに名前のあるオブジェクトだけです。ほかのものは、後で見つけ直せません。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::KeepList</name>
    <message>
        <source>cannot read the keep list %1: %2</source>
        <translation>保持リスト%1を読めません: %2</translation>
    </message>
    <message>
        <source>cannot write the keep list %1: %2</source>
        <translation>保持リスト%1に書き込めません: %2</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::KernelAnswerText</name>
    <message>
        <source>The kernel could not be asked: %1.</source>
        <translation>カーネルに尋ねられませんでした: %1。</translation>
    </message>
    <message>
        <source>The kernel says that no process has it open or mapped. It does not count descriptors of the path alone (O_PATH).</source>
        <translation>カーネルによると、開いているプロセスもマップしているプロセスもありません。パスだけのディスクリプタ(O_PATH)は数えません。</translation>
    </message>
    <message>
        <source>The kernel says that it is in use.</source>
        <translation>カーネルによると、使用中です。</translation>
    </message>
    <message>
        <source>The kernel could not be asked: this program may not open the object, it belongs to another user, or leases are disabled.</source>
        <translation>カーネルに尋ねられませんでした。このプログラムがオブジェクトを開けないか、別のユーザのものか、リースが無効です。</translation>
    </message>
    <message>
        <source>Takes a write lease on the object (F_SETLEASE) and gives it back at once. A process that opens the object in these microseconds waits, or gets EWOULDBLOCK if it opens with O_NONBLOCK. Where another process holds a lease, the kernel is not asked: that process has the object open.</source>
        <translation>オブジェクトの書き込みリースを取得し(F_SETLEASE)、すぐに返します。その数マイクロ秒の間に開くプロセスは待たされ、O_NONBLOCKで開くとEWOULDBLOCKになります。別のプロセスがリースを保持しているときは、そのプロセスが開いていることが分かるので尋ねません。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::KernelUsersText</name>
    <message>
        <source>The kernel uses it as the loop device %1.</source>
        <translation>カーネルがループデバイス%1として使っています。</translation>
    </message>
    <message>
        <source>The kernel swaps to it: %1.</source>
        <translation>カーネルがスワップ先として使っています: %1。</translation>
    </message>
    <message>
        <source>It is mounted at %1.</source>
        <translation>%1にマウントされています。</translation>
    </message>
    <message>
        <source>No process is seen that has it. What cannot be seen, not even by root: process accounting (acct), files and buffers that are registered with an io_uring, descriptors on their way through a socket. Processes of other users and in other namespaces are hidden from an ordinary user.</source>
        <translation>使っているプロセスは見えません。rootにも見えないもの: プロセスアカウンティング(acct)、io_uringに登録されたファイルとバッファ、ソケットを通る途中のディスクリプタ。一般ユーザには、他のユーザと他の名前空間のプロセスも見えません。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::LatencyWindow</name>
    <message>
        <source>&amp;Chart</source>
        <translation>グラフ(&amp;C)</translation>
    </message>
    <message>
        <source>T&amp;able</source>
        <translation>表(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;What is this?</source>
        <translation>これは何?(&amp;W)</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>範囲</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>p99</source>
        <translation>p99</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>プロセッサ</translation>
    </message>
    <message>
        <source>× limit</source>
        <translation>限界比</translation>
    </message>
    <message>
        <source>&amp;Rounds:</source>
        <translation>回数(&amp;R):</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>開始(&amp;S)</translation>
    </message>
    <message>
        <source>St&amp;op</source>
        <translation>停止(&amp;O)</translation>
    </message>
    <message>
        <source>Save as &amp;PNG…</source>
        <translation>PNGで保存(&amp;P)…</translation>
    </message>
    <message>
        <source>Save as CS&amp;V…</source>
        <translation>CSVで保存(&amp;V)…</translation>
    </message>
    <message>
        <source>Stopped after %1 of %2 rounds.</source>
        <translation>%2回中%1回で停止しました。</translation>
    </message>
    <message>
        <source>The comparison failed: %1</source>
        <translation>比較に失敗しました: %1</translation>
    </message>
    <message>
        <source>%1  (× %2)</source>
        <translation>%1  (× %2)</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>Save chart as PNG</source>
        <translation>グラフをPNGで保存</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG画像 (*.png)</translation>
    </message>
    <message>
        <source>Cannot write %1.</source>
        <translation>%1に書き込めません。</translation>
    </message>
    <message>
        <source>Save table as CSV</source>
        <translation>表をCSVで保存</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>カンマ区切り (*.csv)</translation>
    </message>
    <message>
        <source>Cannot write %1: %2.</source>
        <translation>%1に書き込めません: %2。</translation>
    </message>
    <message>
        <source>IPC latency – Shmlab</source>
        <translation>IPCの遅延 – Shmlab</translation>
    </message>
    <message>
        <source>Latency of each IPC mechanism, as bars</source>
        <translation>各IPC方式の遅延(棒グラフ)</translation>
    </message>
    <message>
        <source>Start measures every IPC mechanism in turn, for several rounds; this needs two processors.</source>
        <translation>開始すると、すべてのIPC方式を順に何回か測ります。プロセッサが二つ必要です。</translation>
    </message>
    <message>
        <source>Latency of each IPC mechanism</source>
        <translation>各IPC方式の遅延</translation>
    </message>
    <message>
        <source>Mechanism</source>
        <translation>機構</translation>
    </message>
    <message>
        <source>Measuring. Leave the machine idle meanwhile: other load distorts the result.</source>
        <translation>測定中です。その間はマシンを使わないでください。他の負荷があると結果が歪みます。</translation>
    </message>
    <message>
        <source>Done. Processors %1 and %2; the clock is read once per round trip, which takes %3.</source>
        <translation>完了。プロセッサ%1と%2。時計は往復ごとに一度読み、それに%3かかります。</translation>
    </message>
    <message>
        <source>not available here</source>
        <translation>ここでは使えません</translation>
    </message>
    <message>
        <source>p50</source>
        <translation>p50</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1(%2)</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::LiveBytes</name>
    <message>
        <source>This object has no name any more; it exists only while a process holds it.</source>
        <translation>このオブジェクトにはもう名前がありません。プロセスが保持している間だけ存在します。</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>読み取り中…</translation>
    </message>
    <message>
        <source>Select an object to see its bytes.</source>
        <translation>オブジェクトを選ぶと内容が見えます。</translation>
    </message>
    <message>
        <source>The object has 0 bytes.</source>
        <translation>オブジェクトは0バイトです。</translation>
    </message>
    <message>
        <source>Frozen are %1 from 0x%2 on; bytes beyond are shown as they were when they came into sight.</source>
        <translation>固定されているのは0x%2から%1です。その外のバイトは、表示されたときの内容です。</translation>
    </message>
    <message>
        <source>The object is gone, or its name leads to another object.</source>
        <translation>オブジェクトは消えたか、名前が別のオブジェクトを指しています。</translation>
    </message>
    <message>
        <source>These are the last bytes seen.</source>
        <translation>表示しているのは最後に見えた内容です。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::LogView</name>
    <message>
        <source>&amp;Copy</source>
        <translation>コピー(&amp;C)</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::Main</name>
    <message>
        <source>%1 (try --help)</source>
        <translation>%1 (--helpをご覧ください)</translation>
    </message>
    <message>
        <source>the windows are not installed (%1); --headless works in the terminal</source>
        <translation>ウィンドウがインストールされていません(%1)。--headlessなら端末で動きます</translation>
    </message>
    <message>
        <source>neither DISPLAY nor WAYLAND_DISPLAY is set</source>
        <translation>DISPLAYもWAYLAND_DISPLAYも設定されていません</translation>
    </message>
    <message>
        <source>cannot open a window: %1; --headless works in the terminal</source>
        <translation>ウィンドウを開けません: %1。--headlessなら端末で動きます</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::MechanismRunner</name>
    <message>
        <source>it did not finish</source>
        <translation>終わりませんでした</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::NameDialog</name>
    <message>
        <source>Choose another name</source>
        <translation>別の名前を選ぶ</translation>
    </message>
    <message>
        <source>Object name</source>
        <translation>オブジェクト名</translation>
    </message>
    <message>
        <source>Object &amp;name:</source>
        <translation>オブジェクト名(&amp;N):</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>開始(&amp;S)</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::ObjectActions</name>
    <message>
        <source>&amp;Inspect</source>
        <translation>内容を見る(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Watch the first value</source>
        <translation>先頭の値をウォッチ(&amp;W)</translation>
    </message>
    <message>
        <source>Cop&amp;y rows</source>
        <translation>行をコピー(&amp;Y)</translation>
    </message>
    <message>
        <source>Copy &amp;names</source>
        <translation>名前をコピー(&amp;N)</translation>
    </message>
    <message>
        <source>Copy pa&amp;ths</source>
        <translation>パスをコピー(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Export selected objects…</source>
        <translation>選択したオブジェクトをエクスポート(&amp;E)…</translation>
    </message>
    <message>
        <source>Export &amp;all shown objects…</source>
        <translation>表示中のすべてのオブジェクトをエクスポート(&amp;A)…</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::ObjectColumnsMenu</name>
    <message>
        <source>&amp;Columns</source>
        <translation>列(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Reset columns</source>
        <translation>列を初期状態に戻す(&amp;R)</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::ObjectErrors</name>
    <message>
        <source>%1 failed: %2</source>
        <translation>%1が失敗しました: %2</translation>
    </message>
    <message>
        <source>%1 was not removed: %2.</source>
        <translation>%1を削除しませんでした。%2。</translation>
    </message>
    <message>
        <source>an offset is missing</source>
        <translation>オフセットがありません</translation>
    </message>
    <message>
        <source>more than 64 bits</source>
        <translation>64ビットを超えています</translation>
    </message>
    <message>
        <source>less than zero</source>
        <translation>0より小さい値です</translation>
    </message>
    <message>
        <source>out of memory</source>
        <translation>メモリが足りません</translation>
    </message>
    <message>
        <source>it holds more data than may be kept</source>
        <translation>保管できる量を超えるデータを持っています</translation>
    </message>
    <message>
        <source>Cannot read %1: there is no such object.</source>
        <translation>%1を読み取れません。そのオブジェクトはありません。</translation>
    </message>
    <message>
        <source>Cannot read %1: its mode and owner do not allow it.</source>
        <translation>%1の内容を見られません。モードと所有者により読むことが許されていません。</translation>
    </message>
    <message>
        <source>Cannot read %1: it is not a shared memory object but a file of another type, which is never opened.</source>
        <translation>%1の内容を見られません。共有メモリオブジェクトではなく別の種類のファイルなので、決して開きません。</translation>
    </message>
    <message>
        <source>Cannot read %1: %2.</source>
        <translation>%1を読めません: %2。</translation>
    </message>
    <message>
        <source>%1 was not removed: it is already gone.</source>
        <translation>%1を削除しませんでした。既になくなっています。</translation>
    </message>
    <message>
        <source>%1 was not removed: it belongs to another user, and /dev/shm lets only owners remove objects (sticky bit). Remove it as its owner.</source>
        <translation>%1を削除しませんでした。他のユーザのもので、/dev/shmでは所有者だけが削除できます(スティッキービット)。所有者のユーザとして削除してください。</translation>
    </message>
    <message>
        <source>%1 was not removed: it is not a shared memory object but a file of another type.</source>
        <translation>%1を削除しませんでした。共有メモリオブジェクトではなく、別の種類のファイルです。</translation>
    </message>
    <message>
        <source>%1 was not restored: the name is in use again. Remove or rename that object first.</source>
        <translation>%1を元に戻せませんでした。名前がまた使われています。先にそのオブジェクトを削除するか、名前を変えてください。</translation>
    </message>
    <message>
        <source>%1 was not restored: /dev/shm is full. Free some space and try again.</source>
        <translation>%1を元に戻せませんでした。/dev/shmに空きがありません。空きを作ってもう一度試してください。</translation>
    </message>
    <message>
        <source>%1 was not restored: %2.</source>
        <translation>%1を元に戻せませんでした。%2。</translation>
    </message>
    <message>
        <source>syntax error at character %1; examples of offsets: 4096, 0x40+8*3, 2M, end-16</source>
        <translation>%1文字目に構文エラーがあります。オフセットの例: 4096、0x40+8*3、2M、end-16</translation>
    </message>
    <message>
        <source>division by zero</source>
        <translation>0で割っています</translation>
    </message>
    <message>
        <source>only its owner or root may ask</source>
        <translation>尋ねることができるのは所有者とrootだけです</translation>
    </message>
    <message>
        <source>leases are disabled here: fs.leases-enable</source>
        <translation>ここではリースが無効です: fs.leases-enable</translation>
    </message>
    <message>
        <source>its mode does not allow this user to open it</source>
        <translation>モードにより、このユーザは開けません</translation>
    </message>
    <message>
        <source>%1 was not removed, and another object got its name meanwhile: it is now called %2. Rename that other object or wait until it is gone, then put this one back.</source>
        <translation>%1は削除しませんでした。その間に別のオブジェクトがこの名前を取ったため、今の名前は%2です。別のオブジェクトの名前を変えるか、なくなるのを待ってから、元に戻してください。</translation>
    </message>
    <message>
        <source>%1 was not put back: another object has its name. Remove or rename that one first.</source>
        <translation>%1は元の名前に戻せませんでした。別のオブジェクトがその名前を使っています。先にそれを削除するか、名前を変えてください。</translation>
    </message>
    <message>
        <source>%1 was not put back: pid %2, which moved it, still runs.</source>
        <translation>%1は元の名前に戻しませんでした。名前を変えたプロセス(pid %2)がまだ動いています。</translation>
    </message>
    <message>
        <source>%1 was not put back: its name is not that of an interrupted removal.</source>
        <translation>%1は元の名前に戻せませんでした。中断された削除の名前ではありません。</translation>
    </message>
    <message>
        <source>%1 was not put back: %2.</source>
        <translation>%1は元の名前に戻せませんでした: %2。</translation>
    </message>
    <message>
        <source>the file with its copy was changed or cut short</source>
        <translation>コピーのファイルが変更されたか、途中で切れています</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>中止されました</translation>
    </message>
    <message>
        <source>Cannot read %1: another process holds a lease on it, and opening it would break that lease.</source>
        <translation>%1を読めません。別のプロセスがリースを保持していて、開くとそのリースが失われます。</translation>
    </message>
    <message>
        <source>Nothing was removed: the file for the copies, %1, exists. Choose another name.</source>
        <translation>何も削除していません: コピー用のファイル%1がすでにあります。別の名前を選んでください。</translation>
    </message>
    <message>
        <source>Nothing was removed: the file for the copies, %1, could not be created: %2. Choose another place.</source>
        <translation>何も削除していません: コピー用のファイル%1を作成できません: %2。別の場所を選んでください。</translation>
    </message>
    <message>
        <source>it is not a shared memory object but a file of another type</source>
        <translation>共有メモリオブジェクトではなく、別の種類のファイルです</translation>
    </message>
    <message>
        <source>its name now leads to another object</source>
        <translation>この名前は今は別のオブジェクトを指しています</translation>
    </message>
    <message>
        <source>another process holds a lease on it</source>
        <translation>別のプロセスがリースを保持しています</translation>
    </message>
    <message>
        <source>All quarantine names are taken: remove the objects shmlab-removal.… or put them back.</source>
        <translation>隔離用の名前がすべて使われています。オブジェクトshmlab-removal.…を削除するか、名前を戻してください。</translation>
    </message>
    <message>
        <source>The file system of /dev/shm cannot rename without replacing: mount a tmpfs there.</source>
        <translation>/dev/shmのファイルシステムでは、置き換えずに名前を変更することができません。tmpfsをマウントしてください。</translation>
    </message>
    <message>
        <source>Remount /dev/shm writable.</source>
        <translation>/dev/shmを書き込み可能にマウントし直してください。</translation>
    </message>
    <message>
        <source>Close some files or programs, then try again.</source>
        <translation>ファイルやプログラムをいくつか閉じてから、もう一度試してください。</translation>
    </message>
    <message>
        <source>Free some memory, then try again.</source>
        <translation>メモリを空けてから、もう一度試してください。</translation>
    </message>
    <message>
        <source>it is in use</source>
        <translation>使用中です</translation>
    </message>
    <message>
        <source>the kernel says that it is in use</source>
        <translation>カーネルによると使用中です</translation>
    </message>
    <message>
        <source>the kernel could not be asked whether a process uses it that cannot be seen (%1)</source>
        <translation>見えないプロセスが使っているかどうかを、カーネルに尋ねられませんでした(%1)</translation>
    </message>
    <message>
        <source>another object got its name meanwhile, and it is now called %1</source>
        <translation>その間に別のオブジェクトがその名前になり、今の名前は%1です</translation>
    </message>
    <message>
        <source>Cannot read %1: its name now leads to another object. List the objects again.</source>
        <translation>%1を読み取れません。名前は今では別のオブジェクトを指しています。オブジェクトの一覧を取り直してください。</translation>
    </message>
    <message>
        <source>%1 was not removed: it is in use. Close what uses it, then try again.</source>
        <translation>%1は使用中のため削除しませんでした。使っているものを閉じてから、もう一度試してください。</translation>
    </message>
    <message>
        <source>%1 was not removed: no process is seen to use it, but the kernel was not asked whether one does that cannot be seen (%2). Type its name to remove it anyway.</source>
        <translation>%1は削除しませんでした。使っているプロセスは見えませんが、見えないプロセスが使っているかどうかをカーネルに尋ねられませんでした(%2)。それでも削除するには名前を入力してください。</translation>
    </message>
    <message>
        <source>%1 was not removed, and it could not be given its name back (%2): it is now called %3. Put it back.</source>
        <translation>%1は削除しませんでした。元の名前にも戻せませんでした(%2)。今の名前は%3です。元に戻してください。</translation>
    </message>
    <message>
        <source>%1 was not removed: its name now leads to another object. List the objects again and check.</source>
        <translation>%1は削除しませんでした。名前は今では別のオブジェクトを指しています。オブジェクトの一覧を取り直して確認してください。</translation>
    </message>
    <message>
        <source>%1 was not put back: there is no such object.</source>
        <translation>%1は元の名前に戻せませんでした。そのようなオブジェクトはありません。</translation>
    </message>
    <message>
        <source>%1 was not put back: its name was too long to be kept. Give it a new one: rm %1 --put-back --as NAME</source>
        <translation>%1は元の名前に戻せませんでした。元の名前は長すぎて保持できませんでした。新しい名前を付けてください: rm %1 --put-back --as NAME</translation>
    </message>
    <message>
        <source>%1 was not put back: it belongs to another user. Put it back as its owner.</source>
        <translation>%1は元の名前に戻せませんでした。別のユーザのものです。所有者として戻してください。</translation>
    </message>
    <message>
        <source>%1 was not restored: no inodes are free in /dev/shm, it holds as many files as it may. Remove other files there and try again.</source>
        <translation>%1は復元できませんでした: /dev/shmに空きのinodeがありません。作成できる数のファイルが既にあります。ほかのファイルを削除して、もう一度試してください。</translation>
    </message>
    <message>
        <source>it could not be given its name back (%1), and it is now called %2</source>
        <translation>元の名前に戻せませんでした(%1)。今の名前は%2です</translation>
    </message>
    <message>
        <source>the processes could not be searched for those that use it (%1)</source>
        <translation>使っているプロセスを探せませんでした(%1)</translation>
    </message>
    <message>
        <source>%1 has no bytes to show: it is no memory.</source>
        <translation>%1には表示できるバイト列がありません。メモリではないからです。</translation>
    </message>
    <message>
        <source>Cannot read %1: no process has it attached, and to attach it here would change its times.</source>
        <translation>%1を読めません。アタッチしているプロセスがなく、ここでアタッチすると時刻の記録が変わります。</translation>
    </message>
    <message>
        <source>Cannot read %1: this user may not read the memory of the processes that have it (ptrace(2), kernel.yama.ptrace_scope).</source>
        <translation>%1を読めません。このユーザーは、それを持つプロセスのメモリを読めません(ptrace(2)、kernel.yama.ptrace_scope)。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::ObjectExport</name>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>カンマ区切り (*.csv)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Export 1 object</source>
        <translation>1個のオブジェクトをエクスポート</translation>
    </message>
    <message>
        <source>Export %1 objects</source>
        <translation>%1個のオブジェクトをエクスポート</translation>
    </message>
    <message>
        <source>Cannot write %1: %2.</source>
        <translation>%1に書き込めません: %2。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::ObjectFilter</name>
    <message>
        <source>Invalid regular expression: %1, at character %2.</source>
        <translation>正規表現が正しくありません: %2文字目、%1。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::ObjectGroups</name>
    <message>
        <source>no process seen</source>
        <translation>プロセスは見えない</translation>
    </message>
    <message>
        <source>owner unknown</source>
        <translation>所有者不明</translation>
    </message>
    <message>
        <source>%1: 1 object, %2</source>
        <translation>%1: 1個のオブジェクト、%2</translation>
    </message>
    <message>
        <source>%1: %2 objects, %3</source>
        <translation>%1: %2個のオブジェクト、%3</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::ObjectGroupsMenu</name>
    <message>
        <source>&amp;Group by</source>
        <translation>グループ化(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Nothing</source>
        <translation>なし(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Program</source>
        <translation>プログラム(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>種類(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Owner</source>
        <translation>所有者(&amp;O)</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::ObjectPanels</name>
    <message>
        <source>Evidence</source>
        <translation>根拠</translation>
    </message>
    <message>
        <source>The evidence for the verdict on the selected object: which processes map, open or lock it, what the kernel reports, and what could not be examined.</source>
        <translation>選択したオブジェクトの判定の根拠です。どのプロセスがマップし、開き、ロックしているか、カーネルが何を報告しているか、何を調べられなかったかが出ます。</translation>
    </message>
    <message>
        <source>Value at the cursor</source>
        <translation>カーソル位置の値</translation>
    </message>
    <message>
        <source>Inside</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Watches</source>
        <translation>ウォッチ</translation>
    </message>
    <message>
        <source>Watches show values live, with their rate of change and limits, plot those that are checked, and record them to a file.</source>
        <translation>ウォッチは値を、変化の速さや最小・最大とともに刻々と示します。チェックしたものはグラフに描き、ファイルにも記録できます。</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>タイムライン</translation>
    </message>
    <message>
        <source>The history of each name while this window is open: created, resized, mapped, unlinked, created again.</source>
        <translation>このウィンドウを開いている間の、それぞれの名前の履歴です。作成、サイズ変更、マップ、名前の削除、再作成を記録します。</translation>
    </message>
    <message>
        <source>The bytes of the selected object, live and read-only: changes are highlighted. Select bytes and press Ctrl+D to watch them.</source>
        <translation>選択したオブジェクトのバイトを、読み取り専用で刻々と表示します。変わったところは強調表示されます。バイトを選んでCtrl+Dでウォッチに追加できます。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::ObjectTable</name>
    <message>
        <source>Shared memory objects</source>
        <translation>共有メモリオブジェクト</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::ObjectTableModel</name>
    <message>
        <source>%1 ⚠ two inodes</source>
        <translation>%1 ⚠ 二つのinode</translation>
    </message>
    <message>
        <source>%1, vanished</source>
        <translation>%1、消滅</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>Allocated</source>
        <translation>割り当て</translation>
    </message>
    <message>
        <source>Holders</source>
        <translation>保持プロセス</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>モード</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>所有者</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>作成日時</translation>
    </message>
    <message>
        <source>Modified</source>
        <translation>更新日時</translation>
    </message>
    <message>
        <source>Inode</source>
        <translation>inode</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Maker</source>
        <translation>作成元</translation>
    </message>
    <message>
        <source>Advice</source>
        <translation>助言</translation>
    </message>
    <message>
        <source>Growth/min</source>
        <translation>増加/分</translation>
    </message>
    <message>
        <source>%1 (second name)</source>
        <translation>%1(別名)</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::ObjectText</name>
    <message>
        <source>unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>(no name, %1)</source>
        <translation>(名前なし、%1)</translation>
    </message>
    <message>
        <source>Shmlab exchange</source>
        <translation>Shmlabの交換</translation>
    </message>
    <message>
        <source>plain exchange</source>
        <translation>普通の交換</translation>
    </message>
    <message>
        <source>semaphore</source>
        <translation>セマフォ</translation>
    </message>
    <message>
        <source>Boost managed segment</source>
        <translation>Boostマネージドセグメント</translation>
    </message>
    <message>
        <source>directory</source>
        <translation>ディレクトリ</translation>
    </message>
    <message>
        <source>link</source>
        <translation>リンク</translation>
    </message>
    <message>
        <source>FIFO</source>
        <translation>FIFO</translation>
    </message>
    <message>
        <source>socket</source>
        <translation>ソケット</translation>
    </message>
    <message>
        <source>device</source>
        <translation>デバイス</translation>
    </message>
    <message>
        <source>%1 map</source>
        <translation>map %1</translation>
    </message>
    <message>
        <source>%1 open</source>
        <translation>open %1</translation>
    </message>
    <message>
        <source>%1 lock</source>
        <translation>lock %1</translation>
    </message>
    <message>
        <source>no objects</source>
        <translation>オブジェクトなし</translation>
    </message>
    <message>
        <source>1 object</source>
        <translation>オブジェクト1個</translation>
    </message>
    <message>
        <source>%1 objects</source>
        <translation>オブジェクト%1個</translation>
    </message>
    <message>
        <source>/dev/shm is missing</source>
        <translation>/dev/shmがありません</translation>
    </message>
    <message>
        <source>/dev/shm: %1 of %2 free</source>
        <translation>/dev/shm: 空き%1 / %2</translation>
    </message>
    <message>
        <source>Holders are incomplete: processes of other users hidden: %1.</source>
        <translation>保持プロセスは不完全です。見えない他のユーザのプロセス: %1。</translation>
    </message>
    <message>
        <source>Holders are incomplete: processes hidden even from root: %1.</source>
        <translation>保持者の一覧は不完全です。rootにも見えないプロセス: %1。</translation>
    </message>
    <message>
        <source>Holders are incomplete: this program runs in its own PID namespace.</source>
        <translation>保持プロセスは不完全です。このプログラムは独自のPID名前空間の中で動いています。</translation>
    </message>
    <message>
        <source>%1, %2 of %3 inodes free</source>
        <translation>%1、inodeの空き%2/%3</translation>
    </message>
    <message>
        <source>Holders are incomplete: the number of hidden processes is not known (hidepid).</source>
        <translation>使用者の一覧は不完全です。隠れているプロセスの数は分かりません(hidepid)。</translation>
    </message>
    <message>
        <source>interrupted removal of %1</source>
        <translation>中断された%1の削除</translation>
    </message>
    <message>
        <source>possible exchange</source>
        <translation>交換の可能性あり</translation>
    </message>
    <message>
        <source>content not seen</source>
        <translation>内容は見えない</translation>
    </message>
    <message>
        <source>You are root: you may remove every object, one in use by typing its name.</source>
        <translation>root権限ですべて削除できます(使用中のものは名前の入力が必要)。</translation>
    </message>
    <message>
        <source>%1 (unlinked)</source>
        <translation>%1 (名前は削除済み)</translation>
    </message>
    <message>
        <source>System V segment</source>
        <translation>System Vセグメント</translation>
    </message>
    <message>
        <source>System V semaphores</source>
        <translation>System Vセマフォ</translation>
    </message>
    <message>
        <source>System V queue</source>
        <translation>System Vキュー</translation>
    </message>
    <message>
        <source>message queue</source>
        <translation>メッセージキュー</translation>
    </message>
    <message>
        <source>shared anonymous memory</source>
        <translation>無名の共有メモリ</translation>
    </message>
    <message>
        <source>huge pages</source>
        <translation>ヒュージページ</translation>
    </message>
    <message>
        <source>mapped file</source>
        <translation>マップされたファイル</translation>
    </message>
    <message>
        <source>Not seen: %1</source>
        <translation>見えないもの: %1</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::ObjectsCommand</name>
    <message>
        <source>  kind: %1</source>
        <translation>  種類: %1</translation>
    </message>
    <message>
        <source>  mode: %1, owner: %2, inode: %3, links: %4</source>
        <translation>  モード: %1、所有者: %2、inode: %3、リンク数: %4</translation>
    </message>
    <message>
        <source>  created: %1, modified: %2</source>
        <translation>  作成: %1、更新: %2</translation>
    </message>
    <message>
        <source>there is no object %1</source>
        <translation>オブジェクト%1はありません</translation>
    </message>
    <message>
        <source>removed %1
</source>
        <translation>%1を削除しました
</translation>
    </message>
    <message>
        <source>not removed: that is not its name</source>
        <translation>削除しませんでした: 名前が違います</translation>
    </message>
    <message>
        <source>VERDICT</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>SIZE</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>ALLOCATED</source>
        <translation>割り当て</translation>
    </message>
    <message>
        <source>MODE</source>
        <translation>モード</translation>
    </message>
    <message>
        <source>OWNER</source>
        <translation>所有者</translation>
    </message>
    <message>
        <source>CREATED</source>
        <translation>作成日時</translation>
    </message>
    <message>
        <source>MODIFIED</source>
        <translation>更新日時</translation>
    </message>
    <message>
        <source>INODE</source>
        <translation>inode</translation>
    </message>
    <message>
        <source>HOLDERS</source>
        <translation>保持プロセス</translation>
    </message>
    <message>
        <source>KIND</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>USE</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>MAKER</source>
        <translation>作成元</translation>
    </message>
    <message>
        <source>ADVICE</source>
        <translation>助言</translation>
    </message>
    <message>
        <source>NAME</source>
        <translation>名前</translation>
    </message>
    <message>
        <source> (two inodes under one name)</source>
        <translation> (一つの名前に二つのinode)</translation>
    </message>
    <message>
        <source>  size: %1, allocated: %2</source>
        <translation>  サイズ: %1、割り当て: %2</translation>
    </message>
    <message>
        <source>cannot examine the objects: %1</source>
        <translation>オブジェクトを調べられません: %1</translation>
    </message>
    <message>
        <source>not removed: it is not a shared memory object</source>
        <translation>削除しませんでした: 共有メモリオブジェクトではありません</translation>
    </message>
    <message>
        <source>It is used by %1.</source>
        <translation>%1が使っています。</translation>
    </message>
    <message>
        <source>%1 is not removed: it is on the keep list (%2 in %3)</source>
        <translation>%1は削除しません。保持リストにあります(%3の%2)</translation>
    </message>
    <message>
        <source>not removed: it is or may be in use (--force asks for its name)</source>
        <translation>削除しませんでした。使用中か、その可能性があります(--forceは名前を尋ねます)</translation>
    </message>
    <message>
        <source>nothing to remove
</source>
        <translation>削除するものはありません
</translation>
    </message>
    <message>
        <source>add --yes to remove these
</source>
        <translation>--yesを付けるとこれらを削除します
</translation>
    </message>
    <message>
        <source>kept from now on: %1 (%2)
</source>
        <translation>今後は残します: %1(%2)
</translation>
    </message>
    <message>
        <source>put back %1
</source>
        <translation>%1を元に戻しました
</translation>
    </message>
    <message>
        <source>(--force asks for it.)</source>
        <translation>(--forceが名前を尋ねます。)</translation>
    </message>
    <message>
        <source> (another name of an object above)</source>
        <translation> (上にあるオブジェクトの別名)</translation>
    </message>
    <message>
        <source>not removed: it belongs to another user, who alone may ask the kernel whether a process that cannot be seen uses it (--force asks for its name)</source>
        <translation>削除しませんでした。別のユーザのもので、見えないプロセスが使っているかどうかをカーネルに尋ねられるのは所有者だけです(--forceで名前を尋ねます)</translation>
    </message>
    <message>
        <source>Type the name to remove it anyway: </source>
        <translation>それでも削除するには名前を入力: </translation>
    </message>
    <message>
        <source>%1 was not removed: Shmlab removes objects of /dev/shm only</source>
        <translation>%1は削除しませんでした。Shmlabが削除するのは/dev/shmのオブジェクトだけです</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::ObjectsWindow</name>
    <message>
        <source>Objects – Shmlab</source>
        <translation>オブジェクト – Shmlab</translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation>更新(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>一時停止(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Join as client</source>
        <translation>クライアントとして参加(&amp;J)</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>オブジェクト</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>編集(&amp;E)</translation>
    </message>
    <message>
        <source>Fi&amp;lter objects</source>
        <translation>オブジェクトを絞り込む(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Object</source>
        <translation>オブジェクト(&amp;O)</translation>
    </message>
    <message>
        <source>Cannot start %1.</source>
        <translation>%1を起動できません。</translation>
    </message>
    <message>
        <source>Scan all objects now</source>
        <translation>すべてのオブジェクトを今すぐ調べる</translation>
    </message>
    <message>
        <source>Stop updating the table</source>
        <translation>表の更新を止める</translation>
    </message>
    <message>
        <source>Join this exchange as its client</source>
        <translation>この交換にクライアントとして参加する</translation>
    </message>
    <message>
        <source>Cannot scan the objects: %1.</source>
        <translation>オブジェクトを調べられません。%1。</translation>
    </message>
    <message>
        <source>All shared memory: the objects in /dev/shm, System V, memfds, anonymous memory, mapped files, and unlinked ones that are still in use. The verdict says whether a process uses an object. Click a column title to sort.</source>
        <translation>すべての共有メモリです。/dev/shmのオブジェクト、System V、memfd、無名のメモリ、マップされたファイル、名前は削除されたもののまだ使われているオブジェクトが並びます。プロセスが使っているかは判定で分かります。列の見出しをクリックすると並べ替えます。</translation>
    </message>
    <message>
        <source>Filter by name, kind, program, verdict or owner.</source>
        <translation>名前、種類、プログラム、判定、所有者で絞り込めます。</translation>
    </message>
    <message>
        <source>Remove asks for confirmation, shows the evidence, and can be undone.</source>
        <translation>削除は根拠を示して先に確認し、元に戻せます。</translation>
    </message>
    <message>
        <source>The watches have changed since they were last saved or opened.</source>
        <translation>ウォッチは、最後に保存または開いてから変更されています。</translation>
    </message>
    <message>
        <source>1 removed object can be restored only while this window is open.</source>
        <translation>削除したオブジェクト1個は、このウィンドウを開いている間だけ復元できます。</translation>
    </message>
    <message>
        <source>%1 removed objects can be restored only while this window is open.</source>
        <translation>削除したオブジェクト%1個は、このウィンドウを開いている間だけ復元できます。</translation>
    </message>
    <message>
        <source>Select an object here to remove it: Remove asks for confirmation, shows the evidence, and can be undone.</source>
        <translation>削除するオブジェクトをここで選びます。削除の前には根拠を示して確認し、削除した後も元に戻せます。</translation>
    </message>
    <message>
        <source>The recording still waits to be written to its file.</source>
        <translation>記録はまだファイルへの書き込みを待っています。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::PaceControls</name>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>T&amp;urns:</source>
        <translation>ターン(&amp;U):</translation>
    </message>
    <message>
        <source>Timer</source>
        <translation>タイマー</translation>
    </message>
    <message>
        <source>Full speed</source>
        <translation>全速</translation>
    </message>
    <message>
        <source>Full speed, spinning</source>
        <translation>全速、スピン</translation>
    </message>
    <message>
        <source>Full speed, sleeping</source>
        <translation>全速、スリープ</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>間隔</translation>
    </message>
    <message>
        <source>One turn per period</source>
        <translation>間隔ごとに1ターン</translation>
    </message>
    <message>
        <source>Answers at once; polls briefly, then sleeps until woken</source>
        <translation>すぐに答える。短くポーリングしてから、起こされるまで眠る</translation>
    </message>
    <message>
        <source>Answers at once; polls all the time and fully uses one core</source>
        <translation>すぐに答える。常にポーリングし、コアを一つ使い切る</translation>
    </message>
    <message>
        <source>Answers at once; sleeps until woken</source>
        <translation>すぐに答える。起こされるまで眠る</translation>
    </message>
    <message>
        <source>When turns are made; can be changed during a run</source>
        <translation>いつターンを進めるか。実行中も変更できます</translation>
    </message>
    <message>
        <source>Time between turns; can be changed during a run</source>
        <translation>ターンの間隔。実行中も変更できます</translation>
    </message>
    <message>
        <source>unlimited</source>
        <translation>無制限</translation>
    </message>
    <message>
        <source>Number of turns; 0 means unlimited</source>
        <translation>ターンの回数。0は無制限</translation>
    </message>
    <message>
        <source>&amp;Pace:</source>
        <translation>ペース(&amp;P):</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::ProgramText</name>
    <message>
        <source>unknown program</source>
        <translation>不明なプログラム</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>ほか%1</translation>
    </message>
    <message>
        <source>(the kernel)</source>
        <translation>(カーネル)</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::Recording</name>
    <message>
        <source>R&amp;ecord…</source>
        <translation>記録(&amp;E)…</translation>
    </message>
    <message>
        <source>Samples per second</source>
        <translation>毎秒のサンプル数</translation>
    </message>
    <message>
        <source>%1 per second</source>
        <translation>毎秒%1回</translation>
    </message>
    <message>
        <source>as fast as possible</source>
        <translation>できるだけ速く</translation>
    </message>
    <message>
        <source>Record watches</source>
        <translation>ウォッチを記録</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>カンマ区切り (*.csv)</translation>
    </message>
    <message>
        <source>End r&amp;ecording</source>
        <translation>記録を終了(&amp;E)</translation>
    </message>
    <message>
        <source>Recorded to %1: %2</source>
        <translation>%1に記録しました: %2</translation>
    </message>
    <message>
        <source>Recorded to %1, which is incomplete (%2): %3</source>
        <translation>%1に記録しましたが、不完全です(%2): %3</translation>
    </message>
    <message>
        <source>The recording ended: %1.</source>
        <translation>記録が終わりました: %1。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::RemovalActions</name>
    <message>
        <source>%1 of %2 objects were removed.</source>
        <translation>%2個のうち%1個のオブジェクトを削除しました。</translation>
    </message>
    <message>
        <source>Re&amp;move…</source>
        <translation>削除(&amp;M)…</translation>
    </message>
    <message>
        <source>Remove all &amp;stale…</source>
        <translation>STALEをすべて削除(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>元に戻す(&amp;U)</translation>
    </message>
    <message>
        <source>Removing %1…</source>
        <translation>%1を削除しています…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>&amp;Undo removal of %1</source>
        <translation>%1の削除を元に戻す(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Undo removal of %1 objects</source>
        <translation>%1個のオブジェクトの削除を元に戻す(&amp;U)</translation>
    </message>
    <message>
        <source>%1 of %2 objects were restored.</source>
        <translation>%2個のうち%1個のオブジェクトを元に戻しました。</translation>
    </message>
    <message>
        <source>1 object was removed without a backup.</source>
        <translation>1個のオブジェクトをバックアップなしで削除しました。</translation>
    </message>
    <message>
        <source>%1 objects were removed without a backup.</source>
        <translation>%1個のオブジェクトをバックアップなしで削除しました。</translation>
    </message>
    <message>
        <source>List all stale objects, and remove them after confirmation</source>
        <translation>STALEのオブジェクトをすべて一覧にし、確認の後に削除する</translation>
    </message>
    <message>
        <source>Restore what was removed last</source>
        <translation>最後に削除したものを元に戻す</translation>
    </message>
    <message>
        <source>Restoring removed objects…</source>
        <translation>削除したオブジェクトを元に戻しています…</translation>
    </message>
    <message>
        <source>Remove the selected objects, after confirmation</source>
        <translation>選択したオブジェクトを確認のうえ削除します</translation>
    </message>
    <message>
        <source>Put &amp;back</source>
        <translation>名前を戻す(&amp;B)</translation>
    </message>
    <message>
        <source>Give the selected objects, whose removal was interrupted, their names back</source>
        <translation>削除が中断された選択中のオブジェクトに元の名前を戻します</translation>
    </message>
    <message>
        <source>Examining objects…</source>
        <translation>オブジェクトを調べています…</translation>
    </message>
    <message>
        <source>Removing objects…</source>
        <translation>オブジェクトを削除しています…</translation>
    </message>
    <message>
        <source>Putting objects back…</source>
        <translation>オブジェクトの名前を戻しています…</translation>
    </message>
    <message>
        <source>%1 was removed.</source>
        <translation>%1を削除しました。</translation>
    </message>
    <message>
        <source>%1 was restored.</source>
        <translation>%1を復元しました。</translation>
    </message>
    <message>
        <source>%1 was put back.</source>
        <translation>%1の名前を戻しました。</translation>
    </message>
    <message>
        <source>%1 objects were removed.</source>
        <translation>%1個のオブジェクトを削除しました。</translation>
    </message>
    <message>
        <source>%1 objects were restored.</source>
        <translation>%1個のオブジェクトを復元しました。</translation>
    </message>
    <message>
        <source>(And %1 more.)</source>
        <translation>(ほか%1個)</translation>
    </message>
    <message>
        <source>The rest was cancelled.</source>
        <translation>残りは中止しました。</translation>
    </message>
    <message>
        <source>To make room, backups of objects removed earlier were dropped: %1.</source>
        <translation>場所を空けるため、以前に削除したオブジェクトのバックアップを破棄しました: %1個。</translation>
    </message>
    <message>
        <source>%1 objects were put back.</source>
        <translation>%1個のオブジェクトの名前を戻しました。</translation>
    </message>
    <message>
        <source>%1 of %2 objects were put back.</source>
        <translation>%2個のうち%1個のオブジェクトの名前を戻しました。</translation>
    </message>
    <message>
        <source>Copies in the file, until they are restored or Shmlab ends: %1.</source>
        <translation>復元されるかShmlabが終了するまでファイルに残るコピー: %1個。</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>名前を戻す</translation>
    </message>
    <message>
        <source>The name of this object was too long to be kept. Complete its beginning, or enter another name:</source>
        <translation>このオブジェクトの名前は長すぎて保持できませんでした。先頭部分に続きを補うか、別の名前を入力してください:</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::RemoveDialog</name>
    <message>
        <source>It belongs to another user.</source>
        <translation>他のユーザのものです。</translation>
    </message>
    <message>
        <source>%1 – %2, %3, owner %4</source>
        <translation>%1 – %2、%3、所有者%4</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>根拠</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>削除(&amp;R)</translation>
    </message>
    <message>
        <source>The object&apos;s name</source>
        <translation>オブジェクトの名前</translation>
    </message>
    <message>
        <source>Remove %1, %2, kind: %3, owner %4?</source>
        <translation>%1 (%2、種類: %3、所有者: %4)を削除しますか?</translation>
    </message>
    <message>
        <source>Processes use it. They keep the object, but no other process can open it by this name any more, and programs may fail or lose data.</source>
        <translation>使っているプロセスがあります。それらはオブジェクトを使い続けますが、他のプロセスはもうこの名前で開けず、プログラムの失敗やデータの損失につながるおそれがあります。</translation>
    </message>
    <message>
        <source>It cannot be read, so there is no backup: this cannot be undone.</source>
        <translation>読み取れないためバックアップがありません。この操作は元に戻せません。</translation>
    </message>
    <message>
        <source>Hidden by the filter and not removed: %1.</source>
        <translation>フィルタで隠れていて削除されないもの: %1。</translation>
    </message>
    <message>
        <source>Remove all stale objects? %1</source>
        <translation>STALEのオブジェクトをすべて削除しますか? %1</translation>
    </message>
    <message>
        <source>Type its &amp;name to remove it anyway:</source>
        <translation>それでも削除するには、その名前を入力してください(&amp;N):</translation>
    </message>
    <message>
        <source>No process is seen to use it, but it may be meant for the next one that comes.</source>
        <translation>使っているプロセスは見えませんが、次に使うプロセスのために残されているかもしれません。</translation>
    </message>
    <message>
        <source>It could not be examined, so whether a process uses it is unknown.</source>
        <translation>調べられなかったため、使用しているプロセスがあるかどうかは不明です。</translation>
    </message>
    <message>
        <source>Its %1 are more than memory may keep (%2): without a copy in a file this cannot be undone. Edit &gt; Undo restores it from that file while this program runs.</source>
        <translation>%1はメモリに残せる量(%2)を超えています。ファイルにコピーを残さなければ元に戻せません。残せば、このプログラムの実行中は「編集 &gt; 元に戻す」でそのファイルから復元できます。</translation>
    </message>
    <message>
        <source>Edit &gt; Undo creates a new object with this name and a copy of the bytes (%1 in memory); the processes that use the present object keep using that one.</source>
        <translation>「編集 &gt; 元に戻す」は、この名前と内容のコピー(メモリに%1)を持つ新しいオブジェクトを作ります。今のオブジェクトを使っているプロセスは、それを使い続けます。</translation>
    </message>
    <message>
        <source>Edit &gt; Undo restores it while this program runs, from a copy in memory (%1).</source>
        <translation>このプログラムの実行中は、「編集 &gt; 元に戻す」でメモリ内のコピー(%1)から復元できます。</translation>
    </message>
    <message>
        <source>Each is checked again before it is removed.</source>
        <translation>削除の直前に1つずつ改めて確認します。</translation>
    </message>
    <message>
        <source>Edit &gt; Undo restores from copies in memory: %1 (%2).</source>
        <translation>「編集 &gt; 元に戻す」でメモリ内のコピーから復元できるもの: %1個(%2)。</translation>
    </message>
    <message>
        <source>More than memory may keep, so not restored without copies in a file: %1 (%2).</source>
        <translation>メモリに残せる量を超え、ファイルにコピーを残さなければ復元できないもの: %1個(%2)。</translation>
    </message>
    <message>
        <source>Cannot be read, so there is no backup and no undo: %1 (%2).</source>
        <translation>読み取れないためバックアップがなく、元に戻せないもの: %1個(%2)。</translation>
    </message>
    <message>
        <source>Remove the selected objects? %1</source>
        <translation>選択したオブジェクトを削除しますか? %1</translation>
    </message>
    <message>
        <source>To make room, backups of objects removed earlier are dropped: %1 (%2).</source>
        <translation>場所を空けるため、以前に削除したオブジェクトのバックアップを破棄します: %1個(%2)。</translation>
    </message>
    <message>
        <source>Selected and not removed, since each needs its name typed: %1.</source>
        <translation>選択されていても、名前の入力が必要なため削除しないもの: %1個。</translation>
    </message>
    <message>
        <source>The file is new, only this user may read it, and it loses its name at once: its space is free again when all is restored, or when Shmlab ends, however it ends.</source>
        <translation>ファイルは新規に作られ、このユーザーだけが読め、名前はすぐに削除されます。使っていた領域は、すべて復元したとき、またはShmlabが終了したときに(どのような終わり方でも)解放されます。</translation>
    </message>
    <message>
        <source>File for the copies</source>
        <translation>コピー用のファイル</translation>
    </message>
    <message>
        <source>&amp;Choose…</source>
        <translation>選択(&amp;C)…</translation>
    </message>
    <message>
        <source>Consequences</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>&amp;Keep these copies in a file, which is gone once all is restored or Shmlab ends:</source>
        <translation>コピーをファイルに残す(すべて復元するかShmlabが終了すると消えます)(&amp;K):</translation>
    </message>
    <message>
        <source>On the keep list and not removed: %1.</source>
        <translation>保持リストにあり、削除されないもの: %1。</translation>
    </message>
    <message>
        <source>It is on the keep list: it is never removed together with others.</source>
        <translation>保持リストにあります。ほかのものとまとめて削除されることはありません。</translation>
    </message>
    <message>
        <source>Interrupted removals, which can be put back, are not removed: %1.</source>
        <translation>中断された削除(元に戻せる)で、削除されないもの: %1。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::Remover</name>
    <message>
        <source>%1 was restored without: %2.</source>
        <translation>%1を復元しましたが、次のものは戻っていません: %2。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::RestoreText</name>
    <message>
        <source>inode number and birth time</source>
        <translation>inode番号と作成時刻</translation>
    </message>
    <message>
        <source>change time (ctime)</source>
        <translation>状態変更時刻(ctime)</translation>
    </message>
    <message>
        <source>owner</source>
        <translation>所有者</translation>
    </message>
    <message>
        <source>group</source>
        <translation>グループ</translation>
    </message>
    <message>
        <source>rights of group and others</source>
        <translation>グループとその他の権限</translation>
    </message>
    <message>
        <source>access control list (ACL)</source>
        <translation>アクセス制御リスト(ACL)</translation>
    </message>
    <message>
        <source>some extended attributes</source>
        <translation>一部の拡張属性</translation>
    </message>
    <message>
        <source>file attributes (chattr)</source>
        <translation>ファイル属性(chattr)</translation>
    </message>
    <message>
        <source>memory that was reserved and not yet written</source>
        <translation>確保済みで未書き込みのメモリ</translation>
    </message>
    <message>
        <source>times of access and modification</source>
        <translation>アクセスと変更の時刻</translation>
    </message>
    <message>
        <source>its other names (hard links)</source>
        <translation>ほかの名前(ハードリンク)</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>%1 (of %2)</source>
        <translation>%1(%2個)</translation>
    </message>
    <message>
        <source>Undo does not restore: %1.</source>
        <translation>元に戻しても復元されないもの: %1。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::RoleChooser</name>
    <message>
        <source>Shmlab</source>
        <translation>Shmlab</translation>
    </message>
    <message>
        <source>Object &amp;name:</source>
        <translation>オブジェクト名(&amp;N):</translation>
    </message>
    <message>
        <source>Object name</source>
        <translation>オブジェクト名</translation>
    </message>
    <message>
        <source>&amp;Server</source>
        <translation>サーバ(&amp;S)</translation>
    </message>
    <message>
        <source>creates the object and removes it at the end</source>
        <translation>オブジェクトを作り、最後に削除します</translation>
    </message>
    <message>
        <source>&amp;Client</source>
        <translation>クライアント(&amp;C)</translation>
    </message>
    <message>
        <source>joins the object that a server has created</source>
        <translation>サーバが作ったオブジェクトに参加します</translation>
    </message>
    <message>
        <source>&amp;Both</source>
        <translation>両方(&amp;B)</translation>
    </message>
    <message>
        <source>The server creates one page of shared memory and the client joins it. Each owns one counter in it and keeps writing a number larger than the other&apos;s: “I am taller”. You see every number, byte and system call as it happens, and can stop, step and break the exchange at any time.</source>
        <translation>サーバが共有メモリを1ページ作り、クライアントがそこに参加します。それぞれがその中に自分のカウンタを一つ持ち、相手より大きい数を書き続けます:「I am taller」。すべての数、バイト、システムコールがその場で見え、いつでも交換を止め、一歩ずつ進め、壊してみることができます。</translation>
    </message>
    <message>
        <source>two windows, two processes, started at once</source>
        <translation>二つのウィンドウ、二つのプロセスを同時に開始します</translation>
    </message>
    <message>
        <source>&amp;Objects</source>
        <translation>オブジェクト(&amp;O)</translation>
    </message>
    <message>
        <source>lists and inspects all shared memory of this machine</source>
        <translation>このマシンのすべての共有メモリを一覧にし、調べます</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::RunBar</name>
    <message>
        <source>Earlier run:</source>
        <translation>以前の実行:</translation>
    </message>
    <message>
        <source>P&amp;revious run</source>
        <translation>前の実行(&amp;R)</translation>
    </message>
    <message>
        <source>Show the run before, as it ended</source>
        <translation>一つ前の実行を、終わったときの状態で表示します</translation>
    </message>
    <message>
        <source>&amp;Next run</source>
        <translation>次の実行(&amp;N)</translation>
    </message>
    <message>
        <source>Show the run after this one</source>
        <translation>この次の実行を表示します</translation>
    </message>
    <message>
        <source>The runs of this window; log, plot and memory are those of the chosen one</source>
        <translation>このウィンドウの実行です。ログ、グラフ、メモリは選んだ実行のものです</translation>
    </message>
    <message>
        <source>Run that is shown</source>
        <translation>表示する実行</translation>
    </message>
    <message>
        <source>Run %1, %2: %3</source>
        <translation>実行%1、%2: %3</translation>
    </message>
    <message>
        <source>the current one</source>
        <translation>現在の実行</translation>
    </message>
    <message>
        <source>The oldest run is dropped when there are more than %1, or when they take more than %2</source>
        <translation>実行が %1 回を超えるか、合計が %2 を超えると、最も古いものから破棄します</translation>
    </message>
    <message>
        <source>Only the last %1 runs are kept</source>
        <translation>直近の %1 回の実行だけを保持しています</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::ScanStatus</name>
    <message>
        <source>scanning…</source>
        <translation>調べています…</translation>
    </message>
    <message>
        <source>scanned in %1</source>
        <translation>確認に%1</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::SearchBar</name>
    <message>
        <source>Text</source>
        <translation>テキスト</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>16進</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>検索…</translation>
    </message>
    <message>
        <source>Find bytes or text</source>
        <translation>バイトまたはテキストを検索</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>中止しました</translation>
    </message>
    <message>
        <source>not hex like de ad be ef</source>
        <translation>de ad be efのような16進ではありません</translation>
    </message>
    <message>
        <source>searching…</source>
        <translation>検索中…</translation>
    </message>
    <message>
        <source>searching… at %1</source>
        <translation>検索中… %1の位置</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>見つかりません</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>前を検索</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>次を検索</translation>
    </message>
    <message>
        <source>from the beginning</source>
        <translation>先頭から続けました</translation>
    </message>
    <message>
        <source>from the end</source>
        <translation>末尾から続けました</translation>
    </message>
    <message>
        <source>Search for</source>
        <translation>検索するもの</translation>
    </message>
    <message>
        <source>could not start a thread</source>
        <translation>スレッドを開始できませんでした</translation>
    </message>
    <message>
        <source>the object is gone</source>
        <translation>オブジェクトはなくなりました</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::StatusStrip</name>
    <message>
        <source>Verdict on the object</source>
        <translation>オブジェクトの判定</translation>
    </message>
    <message>
        <source>What is going on</source>
        <translation>今の状況</translation>
    </message>
    <message>
        <source>&amp;Why?</source>
        <translation>なぜ(&amp;W)</translation>
    </message>
    <message>
        <source>Show what the verdict rests on</source>
        <translation>判定の根拠を表示</translation>
    </message>
    <message>
        <source>&amp;Remove it and start</source>
        <translation>削除して開始(&amp;R)</translation>
    </message>
    <message>
        <source>Start a&amp;gain</source>
        <translation>もう一度開始(&amp;G)</translation>
    </message>
    <message>
        <source>Start a server he&amp;re</source>
        <translation>ここでサーバを開始(&amp;R)</translation>
    </message>
    <message>
        <source>Re&amp;move it</source>
        <translation>削除(&amp;M)</translation>
    </message>
    <message>
        <source>Full &amp;speed here, too</source>
        <translation>こちらも全速に(&amp;S)</translation>
    </message>
    <message>
        <source>Ti&amp;mer here, too</source>
        <translation>こちらもタイマーに(&amp;M)</translation>
    </message>
    <message>
        <source>Choose another &amp;name…</source>
        <translation>別の名前を選ぶ(&amp;N)…</translation>
    </message>
    <message>
        <source>M&amp;ore</source>
        <translation>その他(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Options</source>
        <translation>選択肢(&amp;O)</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::StatusText</name>
    <message>
        <source>server %1, client %2</source>
        <translation>サーバ%1、クライアント%2</translation>
    </message>
    <message>
        <source>Done. Turns made: %1; %2.</source>
        <translation>完了。ターン数: %1、%2。</translation>
    </message>
    <message>
        <source>Stopped. Turns made: %1; %2.</source>
        <translation>停止しました。ターン数: %1、%2。</translation>
    </message>
    <message>
        <source>Exchanging over %1 with %2.</source>
        <translation>%1で%2と交換中。</translation>
    </message>
    <message>
        <source>Waiting for a server to create %1.</source>
        <translation>サーバが%1を作るのを待っています。</translation>
    </message>
    <message>
        <source>Paused. </source>
        <translation>一時停止中。</translation>
    </message>
    <message>
        <source>Ready to create %1. Press Start.</source>
        <translation>%1を作る準備ができました。開始を押してください。</translation>
    </message>
    <message>
        <source>Ready to join %1. Press Start.</source>
        <translation>%1に参加する準備ができました。開始を押してください。</translation>
    </message>
    <message>
        <source>Waiting for the creator of %1 to size it.</source>
        <translation>%1の作成者がサイズを決めるのを待っています。</translation>
    </message>
    <message>
        <source>pid %1</source>
        <translation>pid %1</translation>
    </message>
    <message>
        <source>plain program, %1</source>
        <translation>普通のプログラム、%1</translation>
    </message>
    <message>
        <source>%1, paused</source>
        <translation>%1、一時停止中</translation>
    </message>
    <message>
        <source>the %1 has left</source>
        <translation>%1は去りました</translation>
    </message>
    <message>
        <source>the %1 died</source>
        <translation>%1は異常終了しました</translation>
    </message>
    <message>
        <source>The name was already gone: another process removed it.</source>
        <translation>名前は既になくなっていました。他のプロセスが削除しました。</translation>
    </message>
    <message>
        <source>The name now leads to another object, which was not removed.</source>
        <translation>名前は今は別のオブジェクトを指しているため、それは削除しませんでした。</translation>
    </message>
    <message>
        <source> The peer reset this side&apos;s counter to 0, as a plain client does when it joins; counting continued.</source>
        <translation> 相手がこちら側のカウンタを0に戻しました。普通のクライアントは参加時にそうします。数え続けています。</translation>
    </message>
    <message>
        <source> The object&apos;s bytes were cleared; counting continued from 0.</source>
        <translation> オブジェクトのバイトが消去されました。0から数え続けています。</translation>
    </message>
    <message>
        <source> Another process wrote this side&apos;s counter; counting continued from there.</source>
        <translation> 他のプロセスがこちら側のカウンタを書きました。そこから数え続けています。</translation>
    </message>
    <message>
        <source> The %1 has not answered for some seconds; it is alive and may continue at any time.</source>
        <translation> %1は数秒間応答していません。生きており、いつでも再開する可能性があります。</translation>
    </message>
    <message>
        <source> The %1 is stopped by a signal or a debugger; it runs again when it is continued.</source>
        <translation> %1はシグナルかデバッガで停止中です。再開させれば続きます。</translation>
    </message>
    <message>
        <source>%1 is ready; no client has joined yet.</source>
        <translation>%1の準備ができました。まだクライアントは参加していません。</translation>
    </message>
    <message>
        <source>Joined %1; no server has been seen yet.</source>
        <translation>%1に参加しました。まだサーバを確認できません。</translation>
    </message>
    <message>
        <source>unknown process</source>
        <translation>プロセス不明</translation>
    </message>
    <message>
        <source>not seen yet</source>
        <translation>まだ確認できません</translation>
    </message>
    <message>
        <source>%1 and left the object behind</source>
        <translation>%1(オブジェクトは残っています)</translation>
    </message>
    <message>
        <source>%1; %2.</source>
        <translation>%1。%2。</translation>
    </message>
    <message>
        <source>It was removed or replaced while it was inspected.</source>
        <translation>調べている間に削除されたか、別のものに置き換えられました。</translation>
    </message>
    <message>
        <source>Connected over %1 with %2.</source>
        <translation>%1で%2と接続中。</translation>
    </message>
    <message>
        <source>%1; waiting for another one.</source>
        <translation>%1。次を待っています。</translation>
    </message>
    <message>
        <source>The name %1 was removed: both sides stay connected, but no other process can join until the server starts again.</source>
        <translation>名前%1が削除されました。両者の接続は続きますが、サーバが再び開始するまで他のプロセスは参加できません。</translation>
    </message>
    <message>
        <source>%1; waiting for a new one.</source>
        <translation>%1。新しいサーバを待っています。</translation>
    </message>
    <message>
        <source>This window is stopped by the drill; it continues by itself after %1 seconds.</source>
        <translation>このウィンドウは障害訓練により停止しています。%1秒後に自動的に再開します。</translation>
    </message>
    <message>
        <source>%1 was truncated while it was in use; its bytes are lost. Without a guard, the next access would have raised SIGBUS and killed this program. Start again.</source>
        <translation>%1は使用中に切り詰められ、バイトは失われました。備えがなければ、次のアクセスでSIGBUSが起き、このプログラムは強制終了していました。もう一度開始してください。</translation>
    </message>
    <message>
        <source>%1 was truncated to %2 while it was in use; the bytes after them are lost. SIGBUS is raised only beyond the last page: a program without a check would read zeros here. Start again.</source>
        <translation>%1は使用中に%2に切り詰められました。その先のバイトは失われました。SIGBUSが起きるのは最後のページより先だけで、確認をしないプログラムはここで0を読みます。もう一度開始してください。</translation>
    </message>
    <message>
        <source>The %1 is at full speed; this side is still on its timer.</source>
        <translation>%1は全速ですが、こちら側はまだタイマーで動いています。</translation>
    </message>
    <message>
        <source>The %1 is still on its timer, so this side waits for each of its turns.</source>
        <translation>%1はまだタイマーで動いているため、こちら側は毎回そのターンを待っています。</translation>
    </message>
    <message>
        <source>Its removal was refused: %1.</source>
        <translation>削除は拒否されました: %1。</translation>
    </message>
    <message>
        <source>It could not be inspected: %1.</source>
        <translation>調べられませんでした: %1。</translation>
    </message>
    <message>
        <source>The object was not removed: %1.</source>
        <translation>オブジェクトは削除されませんでした: %1。</translation>
    </message>
    <message>
        <source>The name %1 was removed: no other process can join until the server starts again.</source>
        <translation>名前%1が削除されました。サーバを再び開始するまで、ほかのプロセスは参加できません。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::SystemCallModel</name>
    <message>
        <source>Time (s)</source>
        <translation>時刻 (s)</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>呼び出し</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>引数</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>所要時間</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>説明</translation>
    </message>
    <message>
        <source>%1. Double-click or press Enter to unfold the latest ones, or to fold them again.</source>
        <translation>%1。ダブルクリックかEnterキーで直近の呼び出しを展開し、もう一度で折りたたみます。</translation>
    </message>
    <message>
        <source>check</source>
        <translation>確認</translation>
    </message>
    <message>
        <source>checks that are repeated, folded</source>
        <translation>繰り返される確認をまとめたもの</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::SystemCallsPanel</name>
    <message>
        <source>System calls</source>
        <translation>システムコール</translation>
    </message>
    <message>
        <source>Filter: statx, EEXIST, mapping</source>
        <translation>絞り込み: statx、EEXIST、マップ</translation>
    </message>
    <message>
        <source>Filter of the system calls</source>
        <translation>システムコールの絞り込み</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Copy the selected calls, or all that are shown</source>
        <translation>選択した呼び出し、または表示中のすべてをコピーします</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Save the calls that are shown as CSV</source>
        <translation>表示中の呼び出しをCSVに保存します</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::TableStyle</name>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::Terminal</name>
    <message>
        <source>cannot write to standard output: %1</source>
        <translation>標準出力に書き込めません: %1</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::TimelineModel</name>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>created and removed between two scans</source>
        <translation>2回の走査の間に作成され、削除された</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>イベント</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::TimelinePanel</name>
    <message>
        <source>Only the selected object</source>
        <translation>選択したオブジェクトのみ</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>タイムライン</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::Tour</name>
    <message>
        <source>Tour</source>
        <translation>ツアー</translation>
    </message>
    <message>
        <source>S&amp;kip</source>
        <translation>スキップ(&amp;K)</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>次へ(&amp;N)</translation>
    </message>
    <message>
        <source>Do&amp;ne</source>
        <translation>完了(&amp;N)</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::TurnLogModel</name>
    <message>
        <source>Turn</source>
        <translation>ターン</translation>
    </message>
    <message>
        <source>Time (s)</source>
        <translation>時刻 (s)</translation>
    </message>
    <message>
        <source>Own</source>
        <translation>自分</translation>
    </message>
    <message>
        <source>Peer</source>
        <translation>相手</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>イベント</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::UpdateMenu</name>
    <message>
        <source>&amp;Update every</source>
        <translation>更新間隔(&amp;U)</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::ValueModel</name>
    <message>
        <source>Type</source>
        <translation>型</translation>
    </message>
    <message>
        <source>Little-endian</source>
        <translation>リトルエンディアン</translation>
    </message>
    <message>
        <source>Big-endian</source>
        <translation>ビッグエンディアン</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::ViewMenu</name>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>外観(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>言語(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>配置をリセット(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Follow the desktop</source>
        <translation>デスクトップに合わせる(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>ライト(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>ダーク(&amp;D)</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>The language changes when the window is opened again.</source>
        <translation>言語は次にウィンドウを開いたときに変わります。</translation>
    </message>
    <message>
        <source>Follow the &amp;system</source>
        <translation>システムに合わせる(&amp;S)</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::WatchDialog</name>
    <message>
        <source>Watch</source>
        <translation>ウォッチ</translation>
    </message>
    <message>
        <source>Little-endian</source>
        <translation>リトルエンディアン</translation>
    </message>
    <message>
        <source>Big-endian</source>
        <translation>ビッグエンディアン</translation>
    </message>
    <message>
        <source>Decimal</source>
        <translation>10進</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>16進</translation>
    </message>
    <message>
        <source>&amp;Label:</source>
        <translation>ラベル(&amp;L):</translation>
    </message>
    <message>
        <source>&amp;Object:</source>
        <translation>オブジェクト(&amp;O):</translation>
    </message>
    <message>
        <source>O&amp;ffset:</source>
        <translation>オフセット(&amp;F):</translation>
    </message>
    <message>
        <source>&amp;Type:</source>
        <translation>型(&amp;T):</translation>
    </message>
    <message>
        <source>&amp;Count:</source>
        <translation>個数(&amp;C):</translation>
    </message>
    <message>
        <source>&amp;Byte order:</source>
        <translation>バイト順(&amp;B):</translation>
    </message>
    <message>
        <source>Fo&amp;rmat:</source>
        <translation>表示形式(&amp;R):</translation>
    </message>
    <message>
        <source>offsets end at 2^62</source>
        <translation>オフセットは2^62までです</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::WatchFile</name>
    <message>
        <source>&quot;order&quot; is neither &quot;little&quot; nor &quot;big&quot;</source>
        <translation>「order」が「little」でも「big」でもありません</translation>
    </message>
    <message>
        <source>more than %1 watches</source>
        <translation>ウォッチが%1個を超えています</translation>
    </message>
    <message>
        <source>watch %1: %2</source>
        <translation>ウォッチ%1: %2</translation>
    </message>
    <message>
        <source>&quot;format&quot; is neither &quot;decimal&quot; nor &quot;hex&quot;</source>
        <translation>&quot;format&quot;が&quot;decimal&quot;でも&quot;hex&quot;でもありません</translation>
    </message>
    <message>
        <source>%1 at 0x%2</source>
        <translation>%1の0x%2</translation>
    </message>
    <message>
        <source>&quot;object&quot; is not a valid object name</source>
        <translation>「object」が有効なオブジェクト名ではありません</translation>
    </message>
    <message>
        <source>&quot;offset&quot; is not a whole number from 0 to 2^62</source>
        <translation>「offset」が0から2^62までの整数ではありません</translation>
    </message>
    <message>
        <source>&quot;type&quot; is not a known type</source>
        <translation>「type」が知らない型です</translation>
    </message>
    <message>
        <source>&quot;count&quot; is not a whole number from 1 to %1</source>
        <translation>「count」が1から%1までの整数ではありません</translation>
    </message>
    <message>
        <source>not JSON: %1 at byte %2</source>
        <translation>JSONではありません: バイト%2で%1</translation>
    </message>
    <message>
        <source>not a file of watches, or of a later version</source>
        <translation>ウォッチのファイルではないか、より新しい版のものです</translation>
    </message>
    <message>
        <source>&quot;watches&quot; is not a list</source>
        <translation>&quot;watches&quot;がリストではありません</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::WatchFiles</name>
    <message>
        <source>Open watches</source>
        <translation>ウォッチを開く</translation>
    </message>
    <message>
        <source>Watches (*.json)</source>
        <translation>ウォッチ (*.json)</translation>
    </message>
    <message>
        <source>Save watches</source>
        <translation>ウォッチを保存</translation>
    </message>
    <message>
        <source>Cannot read %1: %2.</source>
        <translation>%1を読めません: %2。</translation>
    </message>
    <message>
        <source>The watches have changed since they were last saved or opened. Replace them with the watches of %1, or add those?</source>
        <translation>ウォッチは、最後に保存したか開いたあとに変更されています。%1のウォッチに置き換えますか、それとも追加しますか。</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>置き換える(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>追加する(&amp;A)</translation>
    </message>
    <message>
        <source>Cannot add the watches of %1: more than %2 in all.</source>
        <translation>%1のウォッチを追加できません: 合計で%2個を超えます。</translation>
    </message>
    <message>
        <source>Cannot write %1: %2.</source>
        <translation>%1に書き込めません: %2。</translation>
    </message>
    <message>
        <source>it is not a regular file</source>
        <translation>通常のファイルではありません</translation>
    </message>
    <message>
        <source>another file is still being read</source>
        <translation>別のファイルをまだ読み込んでいます</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::WatchModel</name>
    <message>
        <source>cannot be read</source>
        <translation>読めません</translation>
    </message>
    <message>
        <source>, big-endian</source>
        <translation>、ビッグエンディアン</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>Plot, label</source>
        <translation>グラフ、ラベル</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>オブジェクト</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>オフセット</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>型</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>変化</translation>
    </message>
    <message>
        <source>Minimum</source>
        <translation>最小</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>最大</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::WatchPanel</name>
    <message>
        <source>A&amp;dd…</source>
        <translation>追加(&amp;A)…</translation>
    </message>
    <message>
        <source>Chan&amp;ge…</source>
        <translation>変更(&amp;G)…</translation>
    </message>
    <message>
        <source>&amp;Reset limits</source>
        <translation>最小・最大をリセット(&amp;R)</translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation>削除(&amp;D)</translation>
    </message>
    <message>
        <source>Only the first %1 elements of the selection are watched.</source>
        <translation>選択範囲のうち、最初の%1要素だけをウォッチします。</translation>
    </message>
    <message>
        <source>Only the first %2 of %1 ticked numbers are plotted.</source>
        <translation>チェックした数値%1個のうち最初の%2個だけを描きます。</translation>
    </message>
    <message>
        <source>&amp;Open watches…</source>
        <translation>ウォッチを開く(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Save watches…</source>
        <translation>ウォッチを保存(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Record watches…</source>
        <translation>ウォッチを記録(&amp;R)…</translation>
    </message>
    <message>
        <source>Stop &amp;recording</source>
        <translation>記録を終了(&amp;R)</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::WatchPlot</name>
    <message>
        <source>Watched values over time</source>
        <translation>ウォッチした値の推移</translation>
    </message>
    <message>
        <source>time (s)</source>
        <translation>時間 (s)</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::WatchRecorder</name>
    <message>
        <source>There is no watch with a number to record.</source>
        <translation>記録できる数値のウォッチがありません。</translation>
    </message>
    <message>
        <source>Cannot write %1: %2.</source>
        <translation>%1に書き込めません: %2。</translation>
    </message>
    <message>
        <source>Cannot record: %1.</source>
        <translation>記録できません: %1。</translation>
    </message>
    <message>
        <source>Warning: %1 changes faster than it is sampled; values between were missed.</source>
        <translation>警告: %1はサンプリングより速く変化しています。その間の値は取りこぼしました。</translation>
    </message>
    <message>
        <source>Warning: %1 change faster than they are sampled; values between were missed.</source>
        <translation>警告: %1はサンプリングより速く変化しています。その間の値は取りこぼしました。</translation>
    </message>
    <message>
        <source>Text is left out: %1.</source>
        <translation>テキストは記録しません: %1。</translation>
    </message>
    <message>
        <source>Cannot record %1 numbers: at most %2 are possible.</source>
        <translation>数値%1個を記録できません: 最大%2個までです。</translation>
    </message>
    <message>
        <source>Missing or unreadable when the recording began, so left empty until they can be read: %1.</source>
        <translation>記録の開始時に存在しないか読めなかったため、読めるまで空欄です: %1。</translation>
    </message>
    <message>
        <source>%1 samples, %2 per second; interval: median %3, p99 %4, maximum %5.</source>
        <translation>サンプル数%1、毎秒%2。間隔: 中央値%3、p99 %4、最大%5。</translation>
    </message>
    <message>
        <source>%1 samples missed: their time passed before they could be taken.</source>
        <translation>%1個のサンプルを取りこぼしました: サンプリングが間に合いませんでした。</translation>
    </message>
    <message>
        <source>%1 values could not be read: the object was missing, unreadable or too short.</source>
        <translation>%1個の値を読めませんでした: オブジェクトがなかったか、読めないか、短すぎました。</translation>
    </message>
    <message>
        <source>A name was taken by another object once; later samples are of that one.</source>
        <translation>一度、名前が別のオブジェクトのものになりました。以後のサンプルはそのオブジェクトの値です。</translation>
    </message>
    <message>
        <source>A name was taken by another object %1 times; later samples are of the new ones.</source>
        <translation>%1回、名前が別のオブジェクトのものになりました。以後のサンプルは新しいオブジェクトの値です。</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::WatchTable</name>
    <message>
        <source>Watches</source>
        <translation>ウォッチ</translation>
    </message>
</context>
<context>
    <name>shmlab::ui::format</name>
    <message>
        <source>prepares the descriptor</source>
        <translation>ファイル記述子を準備する</translation>
    </message>
    <message>
        <source>keeps the mapping out of child processes</source>
        <translation>マッピングを子プロセスに渡さない</translation>
    </message>
    <message>
        <source>keeps the bytes out of core dumps</source>
        <translation>バイトをコアダンプに入れない</translation>
    </message>
    <message>
        <source>server</source>
        <translation>サーバ</translation>
    </message>
    <message>
        <source>client</source>
        <translation>クライアント</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>サーバ</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>クライアント</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1バイト</translation>
    </message>
    <message>
        <source>pid %1</source>
        <translation>pid %1</translation>
    </message>
    <message>
        <source>%1 (pid %2)</source>
        <translation>%1 (pid %2)</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>失敗: %1</translation>
    </message>
    <message>
        <source>creates the object under its name</source>
        <translation>その名前でオブジェクトを作る</translation>
    </message>
    <message>
        <source>opens a file of /proc to read</source>
        <translation>/procのファイルを読み取り用に開く</translation>
    </message>
    <message>
        <source>lists a directory of /proc</source>
        <translation>/procのディレクトリを一覧する</translation>
    </message>
    <message>
        <source>changes the object&apos;s size</source>
        <translation>オブジェクトのサイズを変える</translation>
    </message>
    <message>
        <source>sizes the object and reserves its memory</source>
        <translation>オブジェクトのサイズを決め、メモリを確保する</translation>
    </message>
    <message>
        <source>already taller</source>
        <translation>既に大きい</translation>
    </message>
    <message>
        <source>my counter was reset to 0; %1</source>
        <translation>私のカウンタが0に戻された。%1</translation>
    </message>
    <message>
        <source>the object was cleared; %1</source>
        <translation>オブジェクトが消された。%1</translation>
    </message>
    <message>
        <source>%1 billion</source>
        <translation>%1 G</translation>
    </message>
    <message>
        <source>%1 million</source>
        <translation>%1 M</translation>
    </message>
    <message>
        <source>%1 thousand</source>
        <translation>%1 k</translation>
    </message>
    <message>
        <source>reads bytes of an object, without mapping it</source>
        <translation>オブジェクトのバイトをマップせずに読む</translation>
    </message>
    <message>
        <source>asks which file a process has mapped</source>
        <translation>プロセスがどのファイルをマップしているか尋ねる</translation>
    </message>
    <message>
        <source>1 byte</source>
        <translation>1バイト</translation>
    </message>
    <message>
        <source>asks whether these counter bytes are locked</source>
        <translation>このカウンタのバイトがロックされているか尋ねる</translation>
    </message>
    <message>
        <source>takes the owner lock on the counter&apos;s bytes</source>
        <translation>カウンタのバイトに所有者ロックを取る</translation>
    </message>
    <message>
        <source>asks the kernel whether another process has the object open</source>
        <translation>他のプロセスがオブジェクトを開いているかカーネルに尋ねる</translation>
    </message>
    <message>
        <source>reads the status of the objects&apos; directory</source>
        <translation>オブジェクトのディレクトリの状態を読む</translation>
    </message>
    <message>
        <source>checks which object the name leads to</source>
        <translation>名前がどのオブジェクトを指すか確認する</translation>
    </message>
    <message>
        <source>reads the object&apos;s identity, size and mode</source>
        <translation>オブジェクトの同一性、サイズ、モードを読む</translation>
    </message>
    <message>
        <source>finds the object by its name</source>
        <translation>名前でオブジェクトを見つける</translation>
    </message>
    <message>
        <source>removes the name; the memory is freed with its last user</source>
        <translation>名前を削除する。メモリは最後の使用者と共に解放される</translation>
    </message>
    <message>
        <source>opens the object that was found</source>
        <translation>見つけたオブジェクトを開く</translation>
    </message>
    <message>
        <source>closes the descriptor and releases its locks</source>
        <translation>ファイル記述子を閉じ、そのロックを解放する</translation>
    </message>
    <message>
        <source>reads what the kernel reports about a process</source>
        <translation>プロセスについてカーネルが報告する情報を読む</translation>
    </message>
    <message>
        <source>finds where the object has data and where holes</source>
        <translation>オブジェクトのどこにデータがあり、どこが穴か調べる</translation>
    </message>
    <message>
        <source>subscribes to events: objects created, removed, written</source>
        <translation>オブジェクトの作成、削除、書き込みのイベント通知を登録する</translation>
    </message>
    <message>
        <source>restores the object&apos;s bytes</source>
        <translation>オブジェクトのバイトを元に戻す</translation>
    </message>
    <message>
        <source>reads which namespace this process is in</source>
        <translation>このプロセスがどの名前空間にいるか読む</translation>
    </message>
    <message>
        <source>reads what kind of file system holds the objects</source>
        <translation>オブジェクトを持つファイルシステムの種類を読む</translation>
    </message>
    <message>
        <source>sets mode 0600, which the umask had reduced</source>
        <translation>umaskが削ったモード0600を設定する</translation>
    </message>
    <message>
        <source>restores the object&apos;s owner</source>
        <translation>オブジェクトの所有者を元に戻す</translation>
    </message>
    <message>
        <source>maps the object&apos;s bytes into this process&apos;s memory</source>
        <translation>オブジェクトのバイトをこのプロセスのメモリにマップする</translation>
    </message>
    <message>
        <source>unmaps the bytes</source>
        <translation>バイトのマップを解除する</translation>
    </message>
    <message>
        <source>gets a handle on the peer&apos;s process to notice its end</source>
        <translation>終わりに気づけるように、相手プロセスのハンドルを得る</translation>
    </message>
    <message>
        <source>checks whether the peer&apos;s process has ended</source>
        <translation>相手プロセスが終わったか確認する</translation>
    </message>
    <message>
        <source>yields the processor</source>
        <translation>プロセッサを譲る</translation>
    </message>
    <message>
        <source>pins this thread to one processor</source>
        <translation>このスレッドを一つのプロセッサに固定する</translation>
    </message>
    <message>
        <source>reads the number of processors</source>
        <translation>プロセッサの数を読む</translation>
    </message>
    <message>
        <source>starts a thread</source>
        <translation>スレッドを開始する</translation>
    </message>
    <message>
        <source>another process wrote my counter; %1</source>
        <translation>他のプロセスが私のカウンタを書いた。%1</translation>
    </message>
    <message>
        <source>joined</source>
        <translation>参加した</translation>
    </message>
    <message>
        <source>the peer wrote its counter</source>
        <translation>相手が書き込み</translation>
    </message>
    <message>
        <source>another process wrote my counter</source>
        <translation>別のプロセスが自分のカウンタに書き込み</translation>
    </message>
    <message>
        <source>sample at full speed</source>
        <translation>全速時のサンプル</translation>
    </message>
    <message>
        <source>asks how the peer&apos;s process ended</source>
        <translation>相手プロセスがどう終わったか尋ねる</translation>
    </message>
    <message>
        <source>wakes the peer, which sleeps until this side writes</source>
        <translation>こちらが書くまで眠っている相手を起こす</translation>
    </message>
    <message>
        <source>sleeps until the peer writes</source>
        <translation>相手が書くまで眠る</translation>
    </message>
    <message>
        <source>moves the name aside, or back, so that no other object is removed by mistake</source>
        <translation>別のオブジェクトを誤って削除しないように、名前を一時的に変えるか、元に戻す</translation>
    </message>
    <message>
        <source>finds the directory of an event</source>
        <translation>イベントが起きたディレクトリを調べる</translation>
    </message>
    <message>
        <source>reads the object&apos;s access control list and other extended attributes</source>
        <translation>オブジェクトのアクセス制御リストとその他の拡張属性を読み取る</translation>
    </message>
    <message>
        <source>restores an extended attribute or the access control list</source>
        <translation>拡張属性またはアクセス制御リストを復元する</translation>
    </message>
    <message>
        <source>removes an access control list that came from the directory</source>
        <translation>ディレクトリから受け継いだアクセス制御リストを取り除く</translation>
    </message>
    <message>
        <source>restores the times of the last access and the last change</source>
        <translation>最終アクセスと最終変更の時刻を復元する</translation>
    </message>
    <message>
        <source>gives the object one more name</source>
        <translation>オブジェクトに名前をもう1つ付ける</translation>
    </message>
    <message>
        <source>reserves memory without a change of the size</source>
        <translation>サイズを変えずにメモリを確保する</translation>
    </message>
    <message>
        <source>compares the descriptors of two threads</source>
        <translation>二つのスレッドのディスクリプタを比較する</translation>
    </message>
    <message>
        <source>asks the kernel whether somebody has opened the object since</source>
        <translation>その後に誰かがオブジェクトを開いたかどうかをカーネルに尋ねる</translation>
    </message>
    <message>
        <source>lets other processes open the object again</source>
        <translation>他のプロセスが再びオブジェクトを開けるようにする</translation>
    </message>
    <message>
        <source>makes an empty file in memory, which has no name</source>
        <translation>名前のない空のファイルをメモリに作る</translation>
    </message>
    <message>
        <source>reads memory of another process</source>
        <translation>他のプロセスのメモリを読む</translation>
    </message>
    <message>
        <source>asks how many messages a queue has</source>
        <translation>キューにあるメッセージの数を尋ねる</translation>
    </message>
</context>
</TS>
